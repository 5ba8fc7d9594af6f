// The catalog, its entries, and the names of all values.

#include <algorithm>
#include <iterator>
#include <vector>

#include "check.hpp"
#include "mixerr.hpp"

TEST(lookup_returns_every_field_of_the_entry)
{
    const std::optional<mixerr::entry> entry = mixerr::lookup(mixerr::code::pin_incorrect);
    CHECK(entry.has_value());
    CHECK(entry->code() == mixerr::code::pin_incorrect);
    CHECK(entry->name() == "PIN_INCORRECT");
    CHECK(entry->description() == "PIN incorrect.");
    CHECK(entry->status() == std::uint16_t{202});
    CHECK(entry->category() == mixerr::category::pin);
    CHECK(entry->action() == mixerr::action::ask_user);
    CHECK(entry->source() == mixerr::source::original);
    CHECK(entry->payment() == mixerr::payment::excluded);
    CHECK(&entry->c_entry() == mixerr_lookup(20119));
}

TEST(lookup_takes_a_number)
{
    CHECK(mixerr::lookup(20119u) == mixerr::lookup(mixerr::code::pin_incorrect));
}

TEST(lookup_returns_nothing_for_an_unknown_code)
{
    CHECK(!mixerr::lookup(20136u));
    CHECK(!mixerr::lookup(mixerr::code{0}));
}

TEST(entry_status_is_absent_where_none_is_documented)
{
    CHECK(mixerr::lookup(mixerr::code::clock_inaccurate)->status() == std::nullopt);
}

TEST(entry_texts_are_terminated)
{
    const mixerr::entry entry = *mixerr::lookup(mixerr::code::pin_incorrect);
    CHECK(entry.name().data()[entry.name().size()] == '\0');
    CHECK(entry.description().data()[entry.description().size()] == '\0');
}

TEST(entry_equals_only_the_same_entry)
{
    const mixerr::entry one = *mixerr::lookup(mixerr::code::pin_incorrect);
    const mixerr::entry other = *mixerr::lookup(mixerr::code::forbidden);
    CHECK(one == one && !(one != one));
    CHECK(one != other && !(one == other));
}

TEST(catalog_iterates_over_every_entry_in_order)
{
    std::size_t rows = 0;
    mixerr::code last{0};
    for (const mixerr::entry entry : mixerr::catalog()) {
        CHECK(entry.code() > last);
        CHECK(mixerr::lookup(entry.code()) == entry);
        last = entry.code();
        ++rows;
    }
    CHECK(rows == mixerr::catalog().size());
    CHECK(rows == mixerr_catalog_len());
}

TEST(catalog_works_with_algorithms)
{
    const mixerr::catalog_range catalog = mixerr::catalog();
    const auto is_original = [](mixerr::entry entry) { return entry.source() == mixerr::source::original; };
    CHECK(std::count_if(catalog.begin(), catalog.end(), is_original) == 27);
    const std::vector<mixerr::entry> copy(catalog.begin(), catalog.end());
    CHECK(copy.size() == catalog.size());
    const auto is_pin = [](mixerr::entry entry) { return entry.name() == "PIN_INCORRECT"; };
    CHECK((*std::find_if(catalog.begin(), catalog.end(), is_pin)).code() == mixerr::code::pin_incorrect);
}

TEST(catalog_excludes_a_payment_for_six_codes)
{
    std::vector<std::uint32_t> codes;
    for (const mixerr::entry entry : mixerr::catalog()) {
        if (entry.payment() == mixerr::payment::excluded) {
            codes.push_back(static_cast<std::uint32_t>(entry.code()));
        }
    }
    CHECK(codes == std::vector<std::uint32_t>{20117, 20118, 20119, 20120, 20124, 30100});
}

TEST(catalog_iterator_has_both_increments)
{
    mixerr::catalog_range::iterator place = mixerr::catalog().begin();
    CHECK(place == mixerr::catalog_range::iterator());
    CHECK(place++ == mixerr::catalog().begin());
    CHECK(place == std::next(mixerr::catalog().begin()));
    CHECK(++place != mixerr::catalog().begin());
}

#ifdef __cpp_lib_ranges
TEST(catalog_works_with_ranges)
{
    static_assert(std::forward_iterator<mixerr::catalog_range::iterator>);
    const auto pin = std::ranges::find(mixerr::catalog().begin(), mixerr::catalog().end(), "PIN_INCORRECT",
                                       &mixerr::entry::name);
    CHECK((*pin).code() == mixerr::code::pin_incorrect);
}
#endif

TEST(name_is_the_constant_without_its_prefix)
{
    CHECK(name(mixerr::status::buffer_too_small) == "BUFFER_TOO_SMALL");
    CHECK(name(mixerr::outcome::not_from_api) == "NOT_FROM_API");
    CHECK(name(mixerr::action::ask_user) == "ASK_USER");
    CHECK(name(mixerr::fault::too_deep) == "TOO_DEEP");
    CHECK(name(mixerr::category::wallet) == "WALLET");
    CHECK(name(mixerr::source::original) == "ORIGINAL");
    CHECK(name(mixerr::payment::excluded) == "EXCLUDED");
    CHECK(name(mixerr::data::present) == "PRESENT");
    CHECK(name(mixerr::code::pin_incorrect) == "PIN_INCORRECT");
}

TEST(name_of_zero_is_the_safe_reading)
{
    CHECK(name(mixerr::outcome{0}) == "UNREAD");
    CHECK(name(mixerr::action{0}) == "REPORT");
    CHECK(name(mixerr::payment{0}) == "POSSIBLE");
    CHECK(name(mixerr::fault{0}) == "NONE");
    CHECK(name(mixerr::data{0}) == "ABSENT");
}

TEST(name_of_an_unknown_number_is_unknown)
{
    CHECK(name(mixerr::status{255}) == "UNKNOWN");
    CHECK(name(mixerr::outcome{255}) == "UNKNOWN");
    CHECK(name(mixerr::action{255}) == "UNKNOWN");
    CHECK(name(mixerr::fault{255}) == "UNKNOWN");
    CHECK(name(mixerr::category{255}) == "UNKNOWN");
    CHECK(name(mixerr::source{255}) == "UNKNOWN");
    CHECK(name(mixerr::payment{255}) == "UNKNOWN");
    CHECK(name(mixerr::data{255}) == "UNKNOWN");
    CHECK(name(mixerr::code{20136}) == "UNKNOWN");
}

TEST(library_fits_this_header)
{
    CHECK(mixerr::is_compatible());
    CHECK(mixerr::version() == mixerr_version());
}
