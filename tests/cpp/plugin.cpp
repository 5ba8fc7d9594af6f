// A plug-in with hidden symbols that returns errors to plugin_host.cpp and plugin_linked.cpp.

#include "mixerr.hpp"

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED void plugin_read(std::uint16_t http_status, const char *body, std::error_code *out_error);
EXPORTED void plugin_refuse(std::error_code *out_error);

void plugin_read(std::uint16_t http_status, const char *body, std::error_code *out_error)
{
    *out_error = mixerr::read(http_status, std::string_view(body)).error();
}

void plugin_refuse(std::error_code *out_error)
{
    *out_error = mixerr::read(200, nullptr, 1).error();
}
