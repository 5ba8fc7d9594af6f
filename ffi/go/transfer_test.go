package mixerr_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	mixerr "example.com/mixerr/ffi/go"
)

func key(t *testing.T) mixerr.Key {
	t.Helper()
	parsed, err := mixerr.ParseKey("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f")
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// start starts a transfer by the column start.
func start(t *testing.T, column string) *mixerr.Transfer {
	t.Helper()
	column, pin, _ := strings.Cut(column, "+")
	if column == "new" {
		return mixerr.NewTransfer(key(t), []byte("request"), pin != "")
	}
	var record mixerr.Record
	if _, err := hex.Decode(record[:], []byte(column)); err != nil {
		t.Fatal(err)
	}
	transfer, err := mixerr.RestoreTransfer(record, key(t), []byte("request"), pin != "")
	if err != nil {
		t.Fatal(err)
	}
	return transfer
}

// step returns the present step in the words of the table.
func step(transfer *mixerr.Transfer) string {
	next := transfer.Poll()
	switch next.Step {
	case mixerr.StepWait:
		return fmt.Sprintf("WAIT=%d", next.Wait.Milliseconds())
	case mixerr.StepAsk:
		return fmt.Sprintf("ASK=%s", next.Action)
	case mixerr.StepDone:
		return fmt.Sprintf("DONE=%s,%s", next.Ending, next.Action)
	}
	return next.Step.String()
}

// report reports something to a transfer in the words of the table.
func report(transfer *mixerr.Transfer, report string) error {
	report, hint, _ := strings.Cut(report, "@")
	var retryAfter time.Duration
	if hint != "" {
		retryAfter = time.Duration(number(hint, 10)) * time.Second
	}
	kind, value, _ := strings.Cut(report, "=")
	switch kind {
	case "saved":
		return transfer.HandleSaved()
	case "timeout":
		return transfer.HandleTimeout()
	case "expired":
		return transfer.HandleExpired()
	case "lost", "unsent":
		return transfer.HandleNoResponse(kind == "lost")
	case "yes", "no":
		return transfer.HandleDecision(kind == "yes")
	case "amend":
		return transfer.Amend([]byte("amended"))
	case "success":
		for match := mixerr.MatchNone; match <= mixerr.MatchPending; match++ {
			if match.String() == value {
				return transfer.HandleResponse(mixerr.Read(200, []byte(`{"data":{}}`)), match, retryAfter)
			}
		}
	case "api":
		body := []byte(`{"error":{"status":202,"code":` + value + `}}`)
		return transfer.HandleResponse(mixerr.Read(202, body), mixerr.MatchExact, retryAfter)
	case "page":
		response := mixerr.Read(int(number(value, 10)), []byte("<html>"))
		return transfer.HandleResponse(response, mixerr.MatchExact, retryAfter)
	}
	panic("no such report: " + report)
}

func TestTransferTakesTheStepsOfTheTable(t *testing.T) {
	table := rows(t, "transfers.tsv", 4)
	for _, row := range table {
		transfer := start(t, row[1])
		words := strings.Fields(row[2])
		taken := []string{step(transfer)}
		for index := 1; index < len(words); index += 2 {
			expected := error(nil)
			if words[index][0] == '!' {
				expected = mixerr.ErrUnexpectedStep
			}
			if err := report(transfer, strings.TrimPrefix(words[index], "!")); err != expected {
				t.Errorf("%s: %s: %v", row[0], words[index], err)
			}
			taken = append(taken, words[index], step(transfer))
		}
		record := transfer.Record()
		if steps := strings.Join(taken, " "); steps != row[2] || hex.EncodeToString(record[:]) != row[3] {
			t.Errorf("%s: %s, record %x", row[0], steps, record)
		}
	}
	if len(table) < 40 {
		t.Errorf("%d transfers", len(table))
	}
}

func TestKeyIsAUUID(t *testing.T) {
	if text := key(t).String(); text != "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f" {
		t.Error(text)
	}
	for _, text := range []string{"", "4bd2aa8d", "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5g", key(t).String() + "\x00", key(t).String() + "0"} {
		if _, err := mixerr.ParseKey(text); err != mixerr.ErrInvalidKey {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestRestoreReportsWhyARecordIsRefused(t *testing.T) {
	request := []byte("request")
	record := mixerr.NewTransfer(key(t), request, false).Record()
	damaged := record
	damaged[9] ^= 1
	otherKey := key(t)
	otherKey[15]++
	for _, each := range []struct {
		record   mixerr.Record
		key      mixerr.Key
		request  string
		expected error
	}{
		{record, key(t), "request", nil},
		{mixerr.Record{}, key(t), "request", mixerr.ErrRecordBlank},
		{damaged, key(t), "request", mixerr.ErrRecordDamaged},
		{record, key(t), "another", mixerr.ErrRecordOfAnotherRequest},
		{record, otherKey, "request", mixerr.ErrRecordOfAnotherRequest},
	} {
		transfer, err := mixerr.RestoreTransfer(each.record, each.key, []byte(each.request), false)
		if !errors.Is(err, each.expected) || (transfer == nil) != (each.expected != nil) {
			t.Errorf("%v, not %v", err, each.expected)
		}
	}
	restored, _ := mixerr.RestoreTransfer(record, key(t), request, false)
	if again := restored.Record(); !again.NewerThan(record) || record.NewerThan(again) || record.NewerThan(record) {
		t.Error("the restored record is not the newer one")
	}
}

func TestTransferRefusesAnUnreadResponse(t *testing.T) {
	transfer := start(t, "new")
	if err := transfer.HandleSaved(); err != nil {
		t.Fatal(err)
	}
	if err := transfer.HandleResponse(mixerr.Response{}, mixerr.MatchExact, 0); err != mixerr.ErrInvalidResponse {
		t.Error(err)
	}
	if next := transfer.Poll(); next.Step != mixerr.StepSend {
		t.Error(next)
	}
}

func TestZeroTransferRefusesEverything(t *testing.T) {
	var transfer mixerr.Transfer
	if next := transfer.Poll(); next != (mixerr.Next{}) {
		t.Error(next)
	}
	for name, err := range map[string]error{
		"saved": transfer.HandleSaved(), "timeout": transfer.HandleTimeout(), "expired": transfer.HandleExpired(),
		"no response": transfer.HandleNoResponse(false), "decision": transfer.HandleDecision(true),
		"amend":    transfer.Amend(nil),
		"response": transfer.HandleResponse(mixerr.Read(200, []byte("{}")), mixerr.MatchExact, 0),
	} {
		if err != mixerr.ErrNotInitialised {
			t.Errorf("%s: %v", name, err)
		}
	}
	if transfer.Record() != (mixerr.Record{}) || transfer.Key() != (mixerr.Key{}) {
		t.Error("the zero Transfer has a record or a key")
	}
}

// pauseAfter returns the pause after a 429 with a Retry-After.
func pauseAfter(t *testing.T, retryAfter time.Duration) (mixerr.Next, error) {
	transfer := start(t, "new")
	if err := transfer.HandleSaved(); err != nil {
		t.Fatal(err)
	}
	err := transfer.HandleResponse(mixerr.Read(429, nil), mixerr.MatchNone, retryAfter)
	transfer.HandleSaved()
	return transfer.Poll(), err
}

func TestRetryAfterIsNeverUndercut(t *testing.T) {
	base, _ := pauseAfter(t, 0)
	for _, retryAfter := range []time.Duration{-time.Second, -1, math.MinInt64} {
		if next, err := pauseAfter(t, retryAfter); err != nil || next != base {
			t.Errorf("%s: %v, %v", retryAfter, next, err)
		}
	}
	for _, retryAfter := range []time.Duration{1, time.Minute, time.Minute + 1, 59*time.Minute + 999*time.Millisecond} {
		if next, err := pauseAfter(t, retryAfter); err != nil || next.Step != mixerr.StepWait || next.Wait < retryAfter {
			t.Errorf("%s: %v, %v", retryAfter, next, err)
		}
	}
	// A transfer waits for an hour, and not for a part of a second more. The others are more than a uint32 of seconds.
	if next, err := pauseAfter(t, time.Hour); err != nil || next.Step != mixerr.StepWait {
		t.Errorf("an hour: %v, %v", next, err)
	}
	for _, retryAfter := range []time.Duration{time.Hour + 1, math.MaxUint32 * time.Second, (math.MaxUint32 + 1) * time.Second, math.MaxInt64} {
		if next, err := pauseAfter(t, retryAfter); err != nil || next.Step != mixerr.StepDone || next.Ending != mixerr.EndingUnknown {
			t.Errorf("%s: %v, %v", retryAfter, next, err)
		}
	}
}
