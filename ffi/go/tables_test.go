package mixerr_test

// Reads the tables of tests/vectors, whose format is in tests/vectors/README.md. They are in the checkout only.

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// rows returns the rows of a table.
func rows(t *testing.T, name string, width int) [][]string {
	t.Helper()
	contents, err := os.ReadFile(filepath.Join("../../tests/vectors", name))
	if err != nil {
		t.Fatal(err)
	}
	var table [][]string
	for _, line := range strings.Split(strings.TrimSuffix(string(contents), "\n"), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != width {
			t.Fatalf("%s: not %d columns: %s", name, width, line)
		}
		table = append(table, row)
	}
	return table
}

// decode returns the text of a column.
func decode(column string) string {
	var text strings.Builder
	for column != "" {
		backslash := strings.IndexByte(column, '\\')
		if backslash < 0 {
			text.WriteString(column)
			break
		}
		text.WriteString(column[:backslash])
		escape := column[backslash+1]
		column = column[backslash+2:]
		switch escape {
		case '\\':
			text.WriteByte('\\')
		case 't':
			text.WriteByte('\t')
		case 'n':
			text.WriteByte('\n')
		case 'r':
			text.WriteByte('\r')
		case 'x':
			text.WriteByte(byte(number(column[:2], 16)))
			column = column[2:]
		case '{':
			repeated, rest, _ := strings.Cut(column, "}")
			count, part, _ := strings.Cut(repeated, "*")
			text.WriteString(strings.Repeat(decode(part), int(number(count, 10))))
			column = rest
		default:
			panic("no such escape: " + string(escape))
		}
	}
	return text.String()
}

// decodeText is decode for a column in which "-" is absent.
func decodeText(column string) string {
	if column == "-" {
		return ""
	}
	return decode(column)
}

// number returns an integer of a table.
func number(column string, base int) int64 {
	value, err := strconv.ParseInt(column, base, 64)
	if err != nil {
		panic(fmt.Sprint("not a number: ", column))
	}
	return value
}

// word returns ASKUSER for AskUser and ASK_USER, and "" for "-".
func word(name string) string {
	return strings.ToUpper(strings.NewReplacer("_", "", "-", "").Replace(name))
}
