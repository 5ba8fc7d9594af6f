package mixerr

// #include "mixerr.h"
import "C"

import "fmt"

// A Code is the error.code of an envelope, not an HTTP status. It is an error, so that a program can test for one:
//
//	errors.Is(err, mixerr.CodePINIncorrect)
//
// Codes that the catalog does not list are valid values.
type Code uint32

// Error returns the code with its name and description, such as "20119 PIN_INCORRECT: PIN incorrect.".
func (c Code) Error() string {
	if entry, ok := Lookup(c); ok {
		return entry.String()
	}
	return fmt.Sprintf("%d (unknown code)", uint32(c))
}

// An Entry is a row of the catalog.
type Entry struct {
	Code        Code     // the error code: 20119
	Status      int      // the documented HTTP status, 202 or 500; 0 if none is documented
	Name        string   // the name: "PIN_INCORRECT"
	Description string   // the documented description. The server replaces a placeholder such as "{phone}"
	Category    Category // the subject of the error
	Action      Action   // what to do about the error
	Source      Source   // the document that the row comes from
	Payment     Payment  // whether the request that this error answers may have paid
}

// String returns a line such as "20119 PIN_INCORRECT: PIN incorrect.".
func (e Entry) String() string {
	return fmt.Sprintf("%d %s: %s", uint32(e.Code), e.Name, e.Description)
}

// Lookup returns the catalog's entry for a code, and whether the catalog lists the code.
func Lookup(code Code) (Entry, bool) {
	row := C.mixerr_lookup(C.uint32_t(code))
	if row == nil {
		return Entry{}, false
	}
	return entryOf(row), true
}

// Catalog returns all entries in ascending order of their codes.
func Catalog() []Entry {
	entries := make([]Entry, C.mixerr_catalog_len())
	for index := range entries {
		entries[index] = entryOf(C.mixerr_catalog_at(C.uint32_t(index)))
	}
	return entries
}

func entryOf(row *C.mixerr_entry) Entry {
	return Entry{
		Code:        Code(row.code),
		Status:      int(row.status),
		Name:        C.GoString(row.name),
		Description: C.GoString(row.description),
		Category:    Category(row.category),
		Action:      Action(row.action),
		Source:      Source(row.source),
		Payment:     Payment(row.payment),
	}
}
