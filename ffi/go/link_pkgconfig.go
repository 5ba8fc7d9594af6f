//go:build mixerr_pkgconfig

package mixerr

// The archive comes first, so that the program needs no shared library.

// #cgo pkg-config: mixerr
// #cgo linux LDFLAGS: -l:libmixerr.a -Wl,--as-needed
import "C"
