// Reads the cases of tests/vectors through C++, complete, in two chunks and byte by byte:
// vectors answers TABLE..., vectors grammar TABLE...
//
// tests/vectors/README.md has the format of the tables.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "mixerr.hpp"

namespace {

using columns = std::vector<std::string>;

[[noreturn]] void fail(const std::string &what)
{
    std::fprintf(stderr, "vectors: %s\n", what.c_str());
    std::exit(1);
}

/// Decodes the escapes of a column.
std::string decode(std::string_view column)
{
    std::string text;
    while (!column.empty()) {
        if (column.front() != '\\') {
            text += column.front();
            column.remove_prefix(1);
            continue;
        }
        const std::string_view escape = column.substr(0, 2);
        column.remove_prefix(escape.size());
        if (escape == "\\\\") {
            text += '\\';
        } else if (escape == "\\t") {
            text += '\t';
        } else if (escape == "\\n") {
            text += '\n';
        } else if (escape == "\\r") {
            text += '\r';
        } else if (escape == "\\x" && column.size() >= 2) {
            text += static_cast<char>(std::stoi(std::string(column.substr(0, 2)), nullptr, 16));
            column.remove_prefix(2);
        } else if (escape == "\\{" && column.find('}') != std::string_view::npos) {
            const std::size_t star = column.find('*');
            const std::size_t end = column.find('}');
            const std::string repeated = decode(column.substr(star + 1, end - star - 1));
            for (int count = std::stoi(std::string(column.substr(0, star))); count > 0; --count) {
                text += repeated;
            }
            column.remove_prefix(end + 1);
        } else {
            fail("a wrong escape: " + std::string(escape));
        }
    }
    return text;
}

/// Returns the rows of a table, each of `width` columns.
std::vector<columns> rows(const char *path, std::size_t width)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        fail(std::string(path) + " cannot be read");
    }
    std::vector<columns> table;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') {
            continue;
        }
        columns row;
        std::size_t start = 0;
        for (std::size_t tab = 0; tab != std::string::npos; start = tab + 1) {
            tab = line.find('\t', start);
            row.push_back(line.substr(start, tab == std::string::npos ? tab : tab - start));
        }
        if (row.size() != width) {
            fail(std::string(path) + ": not " + std::to_string(width) + " columns: " + line);
        }
        table.push_back(row);
    }
    return table;
}

std::string text_of(const std::string &column)
{
    return column == "-" ? std::string() : decode(column);
}

/// Returns the same text for "ASK_USER" and "AskUser".
std::string plain(std::string_view name)
{
    std::string text;
    for (const char letter : name) {
        if (letter != '_') {
            text += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        }
    }
    return text;
}

/// Returns a response in the words of the table: the columns from `outcome` on.
columns describe(const mixerr::response &answer)
{
    if (answer.call_status() != mixerr::status::ok) {
        return {std::string(name(answer.call_status()))};
    }
    const bool is_fault = answer.outcome() == mixerr::outcome::not_from_api;
    return {
        answer.is_success() ? "success" : is_fault ? "not_from_api" : "api",
        answer.code() ? std::to_string(answer.code_number()) : "",
        answer.status() ? std::to_string(*answer.status()) : "",
        answer.entry() ? std::string(answer.entry()->name()) : "",
        plain(name(answer.action())),
        plain(name(answer.payment())),
        answer.is_success() || answer.data() != mixerr::data::absent ? plain(name(answer.data())) : "",
        std::string(answer.description()),
        std::string(answer.extra()),
        std::string(answer.description_truncated() ? "d" : "") + (answer.extra_truncated() ? "x" : ""),
        is_fault ? plain(name(answer.fault())) : "",
        answer.fault_offset() ? std::to_string(*answer.fault_offset()) : "",
    };
}

std::string joined(const columns &row)
{
    std::string text;
    for (const std::string &column : row) {
        text += "[" + column + "]";
    }
    return text;
}

/// Reads one body in every way, and returns the number of unexpected responses.
int check(const std::string &case_name, std::uint16_t http_status, const std::string &body,
          const columns &expected)
{
    int wrong = 0;
    const auto compare = [&](const mixerr::response &answer, const char *way, std::size_t place) {
        const columns told = describe(answer);
        if (told != expected && ++wrong == 1) {
            std::fprintf(stderr, "%s, %s %zu: %s instead of %s\n", case_name.c_str(), way, place,
                         joined(told).c_str(), joined(expected).c_str());
        }
    };
    compare(mixerr::read(http_status, body), "whole", body.size());

    mixerr::reader reader;
    for (const char &byte : body) {
        reader.feed(&byte, 1);
    }
    compare(reader.finish(http_status), "in bytes", body.size());

    // Long bodies consist of repeats, so splits in one repeat are enough.
    const std::size_t edge = body.size() <= 2048 ? body.size() : 64;
    for (std::size_t place = 0; place <= body.size(); ++place) {
        if (place > edge && body.size() - place > edge) {
            place = body.size() - edge;
        }
        reader.reset();
        reader.feed(body.data(), place);
        reader.feed(body.data() + place, body.size() - place);
        compare(reader.finish(http_status), "split at", place);
    }
    return wrong;
}

int check_answer(const columns &row)
{
    columns expected;
    std::transform(row.begin() + 3, row.end(), std::back_inserter(expected), text_of);
    if (expected[2] == "0") {
        expected[2] = ""; // The C ABI has 0 for an absent status.
    }
    expected[4] = plain(expected[4]);
    expected[10] = plain(expected[10]);
    return check(row[0], static_cast<std::uint16_t>(std::stoi(row[1])), decode(row[2]), expected);
}

int check_sentence(const columns &row)
{
    const std::string body = decode(row[3]);
    // The grammar table has no `data`, which follows from the body.
    const char *const data = body.rfind("{\"data\":null", 0) == 0 ? "null"
        : body.rfind("{\"data\":", 0) == 0                       ? "present"
                                                                  : "absent";
    const columns success = {"success", "", "", "", "proceed", "possible", data, "", "", "", "", ""};
    const columns malformed = {"not_from_api", "", "", "", "retry",     "possible",
                               "",             "", "", "", "malformed", row[2]};
    return check(row[0], 200, body, row[1] == "accept" ? success : malformed);
}

/// Starts a transfer by the column `start`.
mixerr::transfer start(std::string column)
{
    const std::size_t plus = column.find('+');
    const bool carries_pin = plus != std::string::npos;
    column = column.substr(0, plus);
    const std::uint32_t request = mixerr::fingerprint("request");
    if (column == "new") {
        return {mixerr::key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f").value(), request, carries_pin};
    }
    mixerr::record record;
    for (std::size_t index = 0; index < sizeof record.bytes; ++index) {
        record.bytes[index] = static_cast<std::uint8_t>(std::stoi(column.substr(2 * index, 2), nullptr, 16));
    }
    return mixerr::transfer::restore(record, request, carries_pin);
}

std::string describe(const mixerr::next &next)
{
    std::string text(name(next.step));
    if (next.step == mixerr::step::wait) {
        text += "=" + std::to_string(next.wait().count());
    } else if (next.step == mixerr::step::ask) {
        text += "=" + std::string(name(next.action));
    } else if (next.step == mixerr::step::done) {
        text += "=" + std::string(name(next.ending)) + "," + std::string(name(next.action));
    }
    return text;
}

mixerr::status report_response(mixerr::transfer &transfer, const std::string &kind, const std::string &value,
                               std::uint32_t hint)
{
    using mixerr::match;
    if (kind == "api") {
        const std::string body = R"({"error":{"status":202,"code":)" + value + "}}";
        return transfer.handle_response(mixerr::read(202, body), match::exact, hint);
    }
    if (kind == "page") {
        const auto http_status = static_cast<std::uint16_t>(std::stoi(value));
        return transfer.handle_response(mixerr::read(http_status, "<html>"), match::exact, hint);
    }
    for (const match found : {match::none, match::exact, match::conflict, match::pending}) {
        if (kind == "success" && name(found) == value) {
            return transfer.handle_response(mixerr::read(200, R"({"data":{}})"), found, hint);
        }
    }
    fail("no such report: " + kind + "=" + value);
}

mixerr::status report(mixerr::transfer &transfer, const std::string &word)
{
    const std::size_t at = word.find('@');
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos) {
        const std::uint32_t hint =
            at == std::string::npos ? 0 : static_cast<std::uint32_t>(std::stoul(word.substr(at + 1)));
        return report_response(transfer, word.substr(0, equals), word.substr(equals + 1, at - equals - 1), hint);
    }
    if (word == "saved") {
        return transfer.handle_saved();
    }
    if (word == "timeout") {
        return transfer.handle_timeout();
    }
    if (word == "lost" || word == "unsent") {
        return transfer.handle_no_response(word == "lost");
    }
    if (word == "yes" || word == "no") {
        return transfer.handle_decision(word == "yes");
    }
    if (word == "expired") {
        return transfer.handle_expired();
    }
    if (word == "amend") {
        return transfer.amend(mixerr::fingerprint("amended"));
    }
    fail("no such report: " + word);
}

/// Returns 1 and prints the first difference if the steps of a transfer are not those of its row.
int check_transfer(const columns &row)
{
    mixerr::transfer transfer = start(row[1]);
    std::istringstream words(row[2]);
    std::string taken = describe(transfer.poll());
    std::string word;
    words >> word;
    bool is_right = transfer.call_status() == mixerr::status::ok && word == taken;
    while (is_right && words >> word) {
        const bool is_refused = word.front() == '!';
        const mixerr::status status = report(transfer, word.substr(is_refused));
        taken += " " + word + " " + describe(transfer.poll());
        is_right = status == (is_refused ? mixerr::status::unexpected_step : mixerr::status::ok) && words >> word
            && word == describe(transfer.poll());
    }
    std::string digits;
    for (const std::uint8_t byte : transfer.record().bytes) {
        constexpr char hexadecimal[] = "0123456789abcdef";
        digits += {hexadecimal[byte >> 4], hexadecimal[byte & 15]};
    }
    if (!is_right || digits != row[3]) {
        std::fprintf(stderr, "%s: %s, record %s\n", row[0].c_str(), taken.c_str(), digits.c_str());
        return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const bool is_answers = argc > 2 && argv[1] == std::string_view("answers");
    const bool is_transfers = argc > 2 && argv[1] == std::string_view("transfers");
    if (argc < 3 || (!is_answers && !is_transfers && argv[1] != std::string_view("grammar"))) {
        fail("usage: vectors answers|grammar|transfers TABLE...");
    }
    int cases = 0;
    int wrong = 0;
    for (int table = 2; table < argc; ++table) {
        for (const columns &row : rows(argv[table], is_answers ? 15 : 4)) {
            wrong += is_answers ? check_answer(row) : is_transfers ? check_transfer(row) : check_sentence(row);
            ++cases;
        }
    }
    std::printf("%d cases\n", cases);
    return wrong == 0 ? 0 : 1;
}
