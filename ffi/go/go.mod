// tests/tools/set-repository sets the path. example.com is a placeholder until the first release.
module example.com/mixerr/ffi/go

go 1.19
