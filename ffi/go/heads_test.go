package mixerr_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	mixerr "example.com/mixerr/ffi/go"
)

func TestHeadProvesWhatTheTableSays(t *testing.T) {
	table := rows(t, "heads.tsv", 13)
	for _, row := range table {
		fields := http.Header{}
		for _, field := range strings.Split(row[2], "|") {
			if name, value, found := strings.Cut(field, ":"); found {
				fields.Add(decode(name), decode(value))
			}
		}
		head := mixerr.NewHead(fields, decodeText(row[1]))
		now := time.UnixMilli(number(row[3], 10))
		skew := "-"
		if found, ok := head.Skew(now); ok {
			skew = fmt.Sprint(found.Milliseconds())
		}
		refined := head.Refine(mixerr.Read(int(number(row[4], 10)), []byte(decode(row[5]))), now)
		actual := []string{
			word(head.Origin().String()), fmt.Sprint(int64(head.RetryAfter() / time.Second)), skew,
			word(strings.TrimSuffix(refined.Outcome().String(), "_ERROR")),
			strings.TrimPrefix(word(refined.Fault().String()), "NONE"),
			word(refined.Action().String()), word(refined.Payment().String()),
		}
		expected := []string{word(row[6]), row[7], row[8], word(row[9]), word(row[10]), word(row[11]), word(row[12])}
		if fmt.Sprint(actual) != fmt.Sprint(expected) {
			t.Errorf("%s: %q, not %q", row[0], actual, expected)
		}
	}
	if len(table) < 100 {
		t.Errorf("%d heads", len(table))
	}
}

func TestRefineDoesNotChangeTheResponseItself(t *testing.T) {
	response := mixerr.Read(200, []byte(`{"data":{}}`))
	head := mixerr.NewHead(http.Header{}, "id-1")
	if refined := head.Refine(response, time.Now()); refined.Fault() != mixerr.FaultOrigin {
		t.Error(refined)
	}
	if response.Err() != nil {
		t.Error(response)
	}
}

func TestHeadAcceptsNoEchoOfAnIDWithANUL(t *testing.T) {
	fields := http.Header{"X-Request-Id": {"id-1"}}
	if origin := mixerr.NewHead(fields, "id-1\x00").Origin(); origin != mixerr.OriginOther {
		t.Error(origin)
	}
}

func TestZeroHeadRefinesNoResponseToASuccess(t *testing.T) {
	var head mixerr.Head
	if _, ok := head.Skew(time.Now()); ok || head.RetryAfter() != 0 || head.Origin() != mixerr.OriginUnknown {
		t.Error("the zero Head has fields")
	}
	refined := head.Refine(mixerr.Read(200, []byte(`{"data":{}}`)), time.Now())
	if refined.Outcome() != mixerr.OutcomeUnread || refined.Err() != mixerr.ErrNotInitialised {
		t.Error(refined.Err())
	}
}
