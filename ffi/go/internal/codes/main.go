// Command codes generates codes.go, the constants of the package, from the C headers. Run `go generate` in ffi/go of a
// checkout.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

const head = `// Code generated from the C headers by "go generate"; DO NOT EDIT.

package mixerr

// #include "mixerr.h"
import "C"
`

// The enums in the order of the file, and their documentation. The header documents the constants.
var enums = []struct{ name, prefix, doc string }{
	{"Outcome", "Outcome", "An Outcome is the kind of a response."},
	{"Action", "Action", "An Action is what the caller should do about a response. ActionRetry and ActionWait keep the idempotency\n" +
		"// key (trace_id, request_id), the parameters and the raw transaction. They renew the JWT, the X-Request-Id and\n" +
		"// the encrypted PIN."},
	{"Fault", "Fault", "A Fault is the reason why a response is not from the API."},
	{"Payment", "Payment", "A Payment reports whether the request that a response answers may have paid. It says nothing about earlier\n" +
		"// requests with the same idempotency key."},
	{"Data", "Data", "A Data reports whether the root object of a success has a member data. The last one counts."},
	{"Category", "Category", "A Category is the subject of an error."},
	{"Source", "Source", "A Source is the document that an entry of the catalog comes from."},
	{"Step", "Step", "A Step is what the caller of a transfer must do now."},
	{"Ending", "Ending", "An Ending is how a transfer ended."},
	{"Match", "Match", "A Match is how a success matches the requested transfer."},
	{"Origin", "Origin", "An Origin reports whether a response echoes the X-Request-Id of its request, as the API does."},
	{"Status", "Err", "A Status is the error of a refused call. Test for one with errors.Is."},
}

// Words that Go writes in upper case.
var initialisms = regexp.MustCompile(`^(API|HTTP|OK|PIN|QR|SDP|SMS|UTXO)$`)

// Words of the header, and those of the package.
var replacements = []struct {
	pattern     *regexp.Regexp
	replacement string
}{
	{regexp.MustCompile(`\bmixerr_transfer_(\w+)`), "Transfer.${1}"},
	{regexp.MustCompile(`\bMIXERR_RECEIPT_MEMBERS\b`), "four"},
	{regexp.MustCompile(`\bPTRDIFF_MAX\b`), "the largest int"},
	{regexp.MustCompile("`wait_ms`"), "Next.Wait"},
	{regexp.MustCompile("`action`"), "Next.Action"},
	{regexp.MustCompile("`"), ""},
}

var (
	constantName = regexp.MustCompile(`\bMIXERR_([A-Z]+)_([A-Z_]+)\b`)
	methodName   = regexp.MustCompile(`\bTransfer\.(\w+)`)
	codeLine     = regexp.MustCompile(`(?m)^#define MIXERR_CODE_(\w+) +(\d+) /\*\*< (.*) \*/$`)
)

// camel returns PINIncorrect for PIN_INCORRECT, and LookUp for look_up.
func camel(name string) string {
	words := strings.Split(strings.ToUpper(name), "_")
	for index, word := range words {
		if !initialisms.MatchString(word) {
			words[index] = word[:1] + strings.ToLower(word[1:])
		}
	}
	return strings.Join(words, "")
}

// prose returns a comment of the header in the words of the package, as a comment.
func prose(lines string) string {
	text := strings.ReplaceAll(lines, "   * ", "")
	for _, each := range replacements {
		text = each.pattern.ReplaceAllString(text, each.replacement)
	}
	text = methodName.ReplaceAllStringFunc(text, func(name string) string {
		return "Transfer." + camel(strings.TrimPrefix(name, "Transfer."))
	})
	text = constantName.ReplaceAllStringFunc(text, func(name string) string {
		parts := constantName.FindStringSubmatch(name)
		return camel(parts[1]) + camel(parts[2])
	})
	return "\t// " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n\t// ") + "\n"
}

// render returns the text of codes.go for the headers.
func render(header, codes string) ([]byte, error) {
	out := bytes.NewBufferString(head)
	for _, enum := range enums {
		lower := strings.ToLower(enum.name)
		member := regexp.MustCompile(`(?m)^  /\*\*\n((?:   \*.*\n)+?)   \*/\n  MIXERR_` + strings.ToUpper(enum.name) + `_(\w+) = (\d+),$`)
		members := member.FindAllStringSubmatch(header, -1)
		if len(members) == 0 {
			return nil, fmt.Errorf("the header has no enum mixerr_%s", lower)
		}
		fmt.Fprintf(out, "\n// %s\ntype %s uint8\n\nconst (\n", enum.doc, enum.name)
		for _, found := range members {
			if enum.name == "Status" && found[2] == "OK" {
				continue // In Go, a call without an error returns nil.
			}
			fmt.Fprintf(out, "%s\t%s%s %s = %s\n", prose(found[1]), enum.prefix, camel(found[2]), enum.name, found[3])
		}
		fmt.Fprintf(out, ")\n\n// String returns the constant's name in C without its prefix, such as %q, or \"UNKNOWN\".\n",
			members[len(members)-1][2])
		fmt.Fprintf(out, "func (v %s) String() string { return C.GoString(C.mixerr_%s_name(C.uint8_t(v))) }\n", enum.name, lower)
	}
	rows := codeLine.FindAllStringSubmatch(codes, -1)
	if len(rows) == 0 {
		return nil, fmt.Errorf("the header has no codes")
	}
	fmt.Fprint(out, "\n// The codes of the catalog. Other codes are valid values, too.\nconst (\n")
	for _, row := range rows {
		fmt.Fprintf(out, "\tCode%s Code = %s // %s\n", camel(row[1]), row[2], row[3])
	}
	fmt.Fprint(out, ")\n")
	return format.Source(out.Bytes())
}

// generate returns the text of codes.go. root is the directory of the checkout.
func generate(root string) ([]byte, error) {
	header, err := os.ReadFile(filepath.Join(root, "include", "mixerr.h"))
	if err != nil {
		return nil, err
	}
	codes, err := os.ReadFile(filepath.Join(root, "include", "mixerr_codes.h"))
	if err != nil {
		return nil, err
	}
	return render(string(header), string(codes))
}

func main() {
	log.SetFlags(0)
	text, err := generate("../..")
	if err == nil {
		err = os.WriteFile("codes.go", text, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}
