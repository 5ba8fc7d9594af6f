//go:build !mixerr_pkgconfig

package mixerr

// #cgo CFLAGS: -I${SRCDIR}/../../include
// #cgo LDFLAGS: ${SRCDIR}/../../target/release/libmixerr.a
import "C"
