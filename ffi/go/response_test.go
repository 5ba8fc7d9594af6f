package mixerr_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	mixerr "example.com/mixerr/ffi/go"
)

func TestZeroResponseIsUnread(t *testing.T) {
	var response mixerr.Response
	if response.Action() != mixerr.ActionReport || response.Payment() != mixerr.PaymentPossible ||
		response.Outcome() != mixerr.OutcomeUnread || response.Data() != mixerr.DataAbsent {
		t.Errorf("%#v", response)
	}
	if err := response.Err(); err != mixerr.ErrInvalidResponse || mixerr.ActionOf(err) != mixerr.ActionReport {
		t.Error(err)
	}
	if _, err := response.Envelope(); err != mixerr.ErrInvalidResponse {
		t.Error(err)
	}
	if response.String() != "unread" || response.Detail() != "" || response.Field() != "" || response.Description() != "" {
		t.Errorf("%#v", response)
	}
	if _, ok := response.Entry(); ok {
		t.Error("an entry")
	}
}

func TestReadRefusesAStatusThatIsNotOne(t *testing.T) {
	body := []byte(`{"data":{}}`)
	for _, status := range []int{-1, 65536, 65536 + 200, math.MinInt64, math.MaxInt64} {
		if response := mixerr.Read(status, body); response.Err() != mixerr.ErrInvalidHTTPStatus || response.Action() != mixerr.ActionReport {
			t.Errorf("%d: %#v", status, response)
		}
		var reader mixerr.Reader
		reader.Write(body)
		if response := reader.Finish(status); response.Err() != mixerr.ErrInvalidHTTPStatus {
			t.Errorf("%d: %#v", status, response)
		}
		if response := reader.Finish(200); response.Err() != nil {
			t.Errorf("%d: %#v", status, response)
		}
	}
	if response := mixerr.Read(65535, body); response.HTTPStatus() != 65535 {
		t.Errorf("%#v", response)
	}
}

func TestReaderIsFinishedOnce(t *testing.T) {
	var reader mixerr.Reader
	if reader.Faulty() {
		t.Error("the zero Reader is faulty")
	}
	reader.Write([]byte(`{"data":{}}`))
	if err := reader.Finish(200).Err(); err != nil {
		t.Error(err)
	}
	if n, err := reader.Write([]byte("x")); n != 0 || err != mixerr.ErrReaderNotReady {
		t.Error(n, err)
	}
	if err := reader.Finish(200).Err(); err != mixerr.ErrReaderNotReady || !reader.Faulty() {
		t.Error(err)
	}
	reader.Reset()
	reader.Write([]byte("<html>"))
	if !reader.Faulty() || reader.Finish(200).Fault() != mixerr.FaultMalformed {
		t.Error("not malformed")
	}
}

func TestReaderIsAValueThatMayBeCopied(t *testing.T) {
	var first mixerr.Reader
	first.Write([]byte(`{"error":{"co`))
	second := first
	first.Write([]byte(`de":20119}}`))
	second.Write([]byte(`de":7000}}`))
	if code := first.Finish(202).Code(); code != mixerr.CodePINIncorrect {
		t.Error(code)
	}
	if code := second.Finish(202).Code(); code != mixerr.CodeBlazeServerError {
		t.Error(code)
	}
}

func TestResponseHasTheTextsOfTheError(t *testing.T) {
	response := mixerr.Read(202, []byte(`{"error":{"status":202,"code":10002,"description":"x","extra":{"field":"amount","reason":"too \"low\"", "n":1}}}`))
	if response.Field() != "amount" || response.Reason() != `too "low"` {
		t.Error(response.Field(), response.Reason())
	}
	if value, ok := response.ExtraString("n"); ok || value != "" {
		t.Error("a number is a string")
	}
	var extra map[string]any
	if err := json.Unmarshal([]byte(response.Extra()), &extra); err != nil || extra["n"] != 1.0 {
		t.Error(extra, err)
	}
	envelope, err := response.Envelope()
	if again := mixerr.Read(202, envelope); err != nil || again.Extra() != response.Extra() || again.Code() != response.Code() {
		t.Errorf("%s, %v", envelope, err)
	}
	if _, err := mixerr.Read(200, []byte("{}")).Envelope(); err != mixerr.ErrNotAPIError {
		t.Error(err)
	}
	if detail := mixerr.Read(202, []byte(`{"error":{"code":30101,"description":"Private key for XYZ missing."}}`)).Detail(); detail != "XYZ" {
		t.Error(detail)
	}
	if value, ok := response.ExtraString("field\x00x"); ok {
		t.Error(value)
	}
}

func TestNoFormatPrintsThePhoneNumber(t *testing.T) {
	response := mixerr.Read(202, []byte(`{"error":{"status":202,"code":20110,"description":"Invalid phone number +8613800138000"}}`))
	err := response.Err()
	var api *mixerr.APIError
	errors.As(err, &api)
	secret := struct {
		response mixerr.Response
		err      error
	}{response, err}
	masked := "20110 INVALID_PHONE_NUMBER: Invalid phone number {phone} [Invalid phone number +*************]"
	if err.Error() != masked || response.String() != masked || response.Detail() != "+8613800138000" {
		t.Error(err, response.Detail())
	}
	// The number, also as the numbers of its bytes in decimal and hexadecimal.
	leak := regexp.MustCompile(`1380013|49[ ,]+51[ ,]+56|31333830|0x31, 0x33`)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%o"} {
		for _, value := range []any{response, &response, err, api, *api, secret, &secret, []mixerr.Response{response}} {
			if printed := fmt.Sprintf(verb, value); leak.MatchString(printed) {
				t.Errorf("%s of a %T: %s", verb, value, printed)
			}
		}
	}
	if text, err := json.Marshal(secret); err != nil || leak.Match(text) {
		t.Errorf("%s, %v", text, err)
	}
}

func TestCodeIsAnErrorWithItsDescription(t *testing.T) {
	if text := mixerr.CodePINIncorrect.Error(); text != "20119 PIN_INCORRECT: PIN incorrect." {
		t.Error(text)
	}
	if text := mixerr.Code(12345).Error(); text != "12345 (unknown code)" {
		t.Error(text)
	}
	err := mixerr.Read(202, []byte(`{"error":{"code":12345}}`)).Err()
	if !errors.Is(err, mixerr.Code(12345)) || errors.Is(err, mixerr.Code(0)) {
		t.Error(err)
	}
	// A response that is not from the API has no code.
	if errors.Is(mixerr.Read(502, nil).Err(), mixerr.Code(0)) {
		t.Error("a page has the code 0")
	}
	if mixerr.ErrRecordBlank.Error() != "mixerr: record blank" || mixerr.Status(99).Error() != "mixerr: unknown" {
		t.Error(mixerr.ErrRecordBlank, mixerr.Status(99))
	}
}

func TestReceiptWithARefusedMemberMatchesNothing(t *testing.T) {
	const body = `{"data":{"trace_id":"id-1","a":"1","b":"1","c":"1","d":"1","amount":"1.5"}}`
	response := mixerr.Read(200, []byte(body))
	for _, each := range []struct {
		receipt  *mixerr.Receipt
		expected error
		match    mixerr.Match
	}{
		{mixerr.NewReceipt("trace_id", "id-1").Require("a", "1").RequireDecimal("amount", "-1.50"), nil, mixerr.MatchExact},
		{mixerr.NewReceipt("trace_id", "id-1").RequireDecimal("amount", "1,5"), mixerr.ErrInvalidMember, mixerr.MatchNone},
		{mixerr.NewReceipt("trace_id", "id-1").Require("a", "1").Require("a", "1"), mixerr.ErrInvalidMember, mixerr.MatchNone},
		{mixerr.NewReceipt("trace_id", "id-1").Require("a", "1\x00"), mixerr.ErrInvalidMember, mixerr.MatchNone},
		{mixerr.NewReceipt("trace_id", "id-1\x00"), mixerr.ErrInvalidMember, mixerr.MatchNone},
		{mixerr.NewReceipt("trace_id", "id-1").Require("a", "1").Require("b", "1").Require("c", "1").Require("d", "1").
			RequireDecimal("amount", "1.5"), mixerr.ErrTooManyMembers, mixerr.MatchNone},
	} {
		if err := each.receipt.Err(); err != each.expected {
			t.Errorf("%v, not %v", err, each.expected)
		}
		if err := each.receipt.Begin(); err != each.expected {
			t.Errorf("%v, not %v", err, each.expected)
		}
		if _, err := each.receipt.Write([]byte(body)); err != each.expected {
			t.Errorf("%v, not %v", err, each.expected)
		}
		if match := each.receipt.Match(response); match != each.match {
			t.Errorf("%s, not %s", match, each.match)
		}
	}
	refused := mixerr.NewReceipt("trace_id", "id-1")
	refused.Write([]byte(body))
	if match := refused.Match(response); match != mixerr.MatchExact {
		t.Error(match)
	}
	if match := refused.RequireDecimal("amount", "1,5").Match(response); match != mixerr.MatchNone {
		t.Error(match)
	}
	var zero mixerr.Receipt
	if _, err := zero.Write(nil); err != mixerr.ErrNotInitialised || zero.Match(response) != mixerr.MatchNone {
		t.Error(err)
	}
	if zero.Begin() != mixerr.ErrNotInitialised || zero.Require("a", "1").Err() != mixerr.ErrNotInitialised {
		t.Error("the zero Receipt has been initialised")
	}
}

func TestCatalogAscendsAndHasTheRowsOfTheDocument(t *testing.T) {
	catalog := mixerr.Catalog()
	document, err := os.ReadFile("../../core/CATALOG.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := regexp.MustCompile(`(?m)^\| (\d+) \| ([\d-]+) \| `+"`(.*)`"+` \| (\w+) \| (\w+) \| (\w+) \| (\w+) \| (.*) \|$`).
		FindAllStringSubmatch(string(document), -1)
	if len(catalog) != 97 || len(documented) != len(catalog) {
		t.Fatalf("%d entries, %d documented", len(catalog), len(documented))
	}
	last := mixerr.Code(0)
	for index, entry := range catalog {
		status := "-"
		if entry.Status != 0 {
			status = fmt.Sprint(entry.Status)
		}
		actual := []string{fmt.Sprintf("%d", entry.Code), status, entry.Name, word(entry.Category.String()),
			word(entry.Action.String()), word(entry.Payment.String()), word(entry.Source.String()), entry.Description}
		expected := documented[index][1:]
		for _, column := range []int{3, 4, 5, 6} {
			expected[column] = word(expected[column])
		}
		if strings.Join(actual, "|") != strings.Join(expected, "|") {
			t.Errorf("%q, not %q", actual, expected)
		}
		if found, ok := mixerr.Lookup(entry.Code); !ok || found != entry || entry.Code <= last {
			t.Errorf("%d: %v", entry.Code, found)
		}
		last = entry.Code
	}
	if _, ok := mixerr.Lookup(77777); ok {
		t.Error("77777 is listed")
	}
}

func TestManyGoroutinesReadTheSame(t *testing.T) {
	all := vectors(t)
	shared := mixerr.Read(202, []byte(pinIncorrect))
	var group sync.WaitGroup
	for worker := 0; worker < 8; worker++ {
		group.Add(1)
		go func(worker int) {
			defer group.Done()
			for index := worker; index < len(all); index += 4 {
				vector := all[index]
				vector.compare(t, mixerr.Read(vector.httpStatus, vector.body), "complete")
				vector.compare(t, readChunks(vector.httpStatus, string(vector.body), 512), "chunks")
				if !errors.Is(shared.Err(), mixerr.CodePINIncorrect) || shared.String() != "20119 PIN_INCORRECT: PIN incorrect." {
					t.Error(shared)
				}
				if index%500 == 0 {
					runtime.GC()
				}
			}
		}(worker)
	}
	group.Wait()
}
