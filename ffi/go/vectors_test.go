package mixerr_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"

	mixerr "example.com/mixerr/ffi/go"
)

// A vector is a response and its expected description: the columns from outcome on.
type vector struct {
	name       string
	httpStatus int
	body       []byte
	expected   []string
}

// vectors returns the responses of answers.tsv, extended.tsv and grammar.tsv.
func vectors(t *testing.T) []vector {
	var all []vector
	for _, row := range append(rows(t, "answers.tsv", 15), rows(t, "extended.tsv", 15)...) {
		status := strings.ReplaceAll(row[5], "-", "0") // In C, an absent status is 0.
		expected := []string{
			word(row[3]), word(row[4]), status, decodeText(row[6]), word(row[7]), word(row[8]), word(row[9]),
			decodeText(row[10]), decodeText(row[11]), word(row[12]), word(row[13]), word(row[14]),
		}
		all = append(all, vector{row[0], int(number(row[1], 10)), []byte(decode(row[2])), expected})
	}
	for _, row := range rows(t, "grammar.tsv", 4) {
		body := decode(row[3])
		expected := []string{"NOTFROMAPI", "", "0", "", "RETRY", "POSSIBLE", "", "", "", "", "MALFORMED", word(row[2])}
		if row[1] == "accept" {
			expected = []string{"SUCCESS", "", "0", "", "PROCEED", "POSSIBLE", dataOf(body), "", "", "", "", ""}
		}
		all = append(all, vector{row[0], 200, []byte(body), expected})
	}
	if len(all) < 3000 {
		t.Fatalf("%d vectors", len(all))
	}
	return all
}

// dataOf returns the column data of a sentence of grammar.tsv, which does not have it.
func dataOf(body string) string {
	switch {
	case strings.HasPrefix(body, `{"data":null`):
		return "NULL"
	case strings.HasPrefix(body, `{"data":`):
		return "PRESENT"
	}
	return "ABSENT"
}

// describe returns a response in the words of the tables.
func describe(response mixerr.Response) []string {
	described := make([]string, 12)
	described[0] = word(strings.TrimSuffix(response.Outcome().String(), "_ERROR"))
	described[2] = strconv.Itoa(response.Status())
	if response.Outcome() == mixerr.OutcomeAPIError {
		described[1] = fmt.Sprintf("%d", response.Code())
	}
	if entry, ok := response.Entry(); ok {
		described[3] = entry.Name
	}
	described[4] = word(response.Action().String())
	described[5] = word(response.Payment().String())
	if response.Err() == nil || response.Data() != mixerr.DataAbsent {
		described[6] = word(response.Data().String())
	}
	described[7] = response.Description()
	described[8] = response.Extra()
	if response.DescriptionTruncated() {
		described[9] = "D"
	}
	if response.ExtraTruncated() {
		described[9] += "X"
	}
	if response.Fault() != mixerr.FaultNone {
		described[10] = word(response.Fault().String())
	}
	if response.Fault() == mixerr.FaultMalformed || response.Fault() == mixerr.FaultTooDeep {
		described[11] = strconv.FormatInt(response.FaultOffset(), 10)
	}
	return described
}

func (v vector) compare(t *testing.T, response mixerr.Response, way string) {
	t.Helper()
	if described := describe(response); !reflect.DeepEqual(described, v.expected) {
		t.Errorf("%s, %s: %q, not %q", v.name, way, described, v.expected)
	}
}

// readChunks reads a body in chunks of a size, through io.Copy.
func readChunks(httpStatus int, body string, size int) mixerr.Response {
	var reader mixerr.Reader
	// Without WriterTo, io.CopyBuffer uses the buffer.
	source := struct{ io.Reader }{strings.NewReader(body)}
	if _, err := io.CopyBuffer(struct{ io.Writer }{&reader}, source, make([]byte, size)); err != nil {
		panic(err)
	}
	return reader.Finish(httpStatus)
}

func TestReadReturnsTheFieldsOfTheTables(t *testing.T) {
	all := vectors(t)
	for _, vector := range all {
		vector.compare(t, mixerr.Read(vector.httpStatus, vector.body), "complete")
	}
	t.Logf("%d vectors", len(all))
}

func TestReaderReturnsTheSameForChunks(t *testing.T) {
	for _, vector := range vectors(t) {
		for _, size := range []int{1, 7, 64} {
			vector.compare(t, readChunks(vector.httpStatus, string(vector.body), size), fmt.Sprint("chunks of ", size))
		}
	}
}

func TestReaderReturnsTheSameForEverySplit(t *testing.T) {
	splits := 0
	for index, vector := range vectors(t) {
		if testing.Short() && index%32 != 0 {
			continue
		}
		// Long bodies consist of repeats, so splits in one repeat are enough.
		length, edge := len(vector.body), 64
		for place := 0; place <= length; place++ {
			if length > 2048 && place > edge && length-place > edge {
				place = length - edge
			}
			var reader mixerr.Reader
			reader.Write(vector.body[:place])
			reader.Write(vector.body[place:])
			vector.compare(t, reader.Finish(vector.httpStatus), fmt.Sprint("split at ", place))
			splits++
		}
	}
	t.Logf("%d splits", splits)
}

func TestErrorsHaveTheFieldsOfTheTables(t *testing.T) {
	for _, vector := range vectors(t) {
		response := mixerr.Read(vector.httpStatus, vector.body)
		err := response.Err()
		var api *mixerr.APIError
		var other *mixerr.NotFromAPIError
		isAPI, isOther := errors.As(err, &api), errors.As(err, &other)
		if (err == nil) != (vector.expected[0] == "SUCCESS") || isAPI != (vector.expected[0] == "API") ||
			isOther != (vector.expected[0] == "NOTFROMAPI") {
			t.Errorf("%s: %T", vector.name, err)
		}
		if isAPI && !errors.Is(fmt.Errorf("pay: %w", err), response.Code()) {
			t.Errorf("%s is not %d", vector.name, response.Code())
		}
		if action := word(mixerr.ActionOf(err).String()); action != vector.expected[4] {
			t.Errorf("%s: %s", vector.name, action)
		}
	}
}

func TestReceiptMatchesAsInTheTable(t *testing.T) {
	table := rows(t, "receipts.tsv", 7)
	for _, row := range table {
		for _, size := range []int{1, 7, 1 << 20} {
			receipt := mixerr.NewReceipt(decode(row[1]), decode(row[2]))
			for _, member := range strings.Split(row[3], " ") {
				if member == "-" {
					break
				}
				rule := strings.IndexAny(member, "=#~")
				name, value := decode(member[:rule]), decode(member[rule+1:])
				switch member[rule] {
				case '=':
					receipt.Require(name, value)
				case '#':
					receipt.RequireDecimal(name, value)
				case '~':
					receipt.WaitFor(name, value)
				}
			}
			if err := receipt.Err(); err != nil {
				t.Fatalf("%s: %v", row[0], err)
			}
			body := decode(row[5])
			// The second body shows that Begin begins anew.
			for range [2]struct{}{} {
				if err := receipt.Begin(); err != nil {
					t.Fatal(err)
				}
				for rest := []byte(body); len(rest) > 0; {
					n := size
					if n > len(rest) {
						n = len(rest)
					}
					receipt.Write(rest[:n])
					rest = rest[n:]
				}
				match := receipt.Match(mixerr.Read(int(number(row[4], 10)), []byte(body)))
				if word(match.String()) != word(row[6]) {
					t.Errorf("%s, chunks of %d: %s, not %s", row[0], size, match, row[6])
				}
			}
		}
	}
	if len(table) < 100 {
		t.Errorf("%d receipts", len(table))
	}
}
