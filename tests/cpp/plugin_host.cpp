// Loads plugin.cpp at run time, and compares its errors with those of the program: plugin_host PLUGIN
//
// Each has its own copy of the library and of the categories.

#include <dlfcn.h>

#include "check.hpp"
#include "mixerr.hpp"

namespace {

void *plugin = nullptr;

std::error_code of(std::uint16_t http_status, const char *body)
{
    using function = void(std::uint16_t, const char *, std::error_code *);
    std::error_code error;
    reinterpret_cast<function *>(dlsym(plugin, "plugin_read"))(http_status, body, &error);
    return error;
}

std::error_code refused()
{
    using function = void(std::error_code *);
    std::error_code error;
    reinterpret_cast<function *>(dlsym(plugin, "plugin_refuse"))(&error);
    return error;
}

void codes_are_equal()
{
    const std::error_code pin = of(202, R"({"error":{"code":20119}})");
    CHECK(pin == mixerr::code::pin_incorrect && mixerr::code::pin_incorrect == pin);
    CHECK(pin != mixerr::code::forbidden && mixerr::code::forbidden != pin);
    CHECK(mixerr::code_of(pin) == mixerr::code::pin_incorrect);
    CHECK(mixerr::action_of(pin) == mixerr::action::ask_user);
    CHECK(mixerr::payment_of(pin) == mixerr::payment::excluded);
    CHECK(pin == mixerr::action::ask_user && pin != mixerr::action::retry);
    CHECK(pin != mixerr::fault::none);
    CHECK(pin.message() == "20119 PIN_INCORRECT: PIN incorrect.");
    CHECK(of(202, R"({"error":{"code":0}})") == mixerr::code{0});
    CHECK(of(500, R"({"error":{"code":7000}})") == std::errc::resource_unavailable_try_again);
}

void faults_are_equal()
{
    const std::error_code page = of(502, "<html>");
    CHECK(page == mixerr::fault::malformed && page != mixerr::fault::http);
    CHECK(page == mixerr::action::retry && page != mixerr::action::report);
    CHECK(mixerr::action_of(page) == mixerr::action::retry);
    CHECK(mixerr::code_of(page) == std::nullopt);
    CHECK(page == std::errc::bad_message && page == std::errc::resource_unavailable_try_again);
    CHECK(of(404, "{}") == mixerr::fault::http);
    CHECK(of(404, "{}") == mixerr::action::report);
}

void statuses_are_equal()
{
    CHECK(refused() == mixerr::status::null_pointer && mixerr::status::null_pointer == refused());
    CHECK(refused() != mixerr::status::overlap);
    CHECK(mixerr::action_of(refused()) == mixerr::action::report);
    CHECK(refused() == mixerr::action::report);
    CHECK(refused() == std::errc::invalid_argument);
}

void successes_are_none()
{
    CHECK(!of(200, "{}"));
    CHECK(of(200, "{}") == mixerr::action::proceed);
}

} // namespace

int main(int argc, char **argv)
{
    plugin = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : nullptr;
    if (plugin == nullptr) {
        std::fprintf(stderr, "%s\n", argc == 2 ? dlerror() : "usage: plugin_host PLUGIN");
        return 2;
    }
    codes_are_equal();
    faults_are_equal();
    statuses_are_equal();
    successes_are_none();
    std::printf("%d checks, %d failures\n", check::checks, check::failures);
    return check::failures == 0 ? 0 : 1;
}
