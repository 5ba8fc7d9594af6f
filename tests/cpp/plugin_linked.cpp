// Links with plugin.cpp, whose errors must then have the same category objects.

#include "check.hpp"
#include "mixerr.hpp"

extern "C" void plugin_read(std::uint16_t http_status, const char *body, std::error_code *out_error);
extern "C" void plugin_refuse(std::error_code *out_error);

int main()
{
    std::error_code error;
    plugin_read(202, R"({"error":{"code":20119}})", &error);
    CHECK(error.category() == mixerr::api_category());
    CHECK(error == make_error_code(mixerr::code::pin_incorrect));
    plugin_read(502, "<html>", &error);
    CHECK(error.category() == mixerr::fault_category());
    CHECK(error == mixerr::read(502, "<html>").error());
    plugin_refuse(&error);
    CHECK(error.category() == mixerr::status_category());
    CHECK(error == make_error_code(mixerr::status::null_pointer));
    std::printf("%d checks, %d failures\n", check::checks, check::failures);
    return check::failures == 0 ? 0 : 1;
}
