package mixerr_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	mixerr "example.com/mixerr/ffi/go"
)

func ExampleRead() {
	err := mixerr.Read(202, []byte(`{"error":{"code":20119,"description":"PIN incorrect."}}`)).Err()
	fmt.Println(err)
	fmt.Println(mixerr.ActionOf(err), errors.Is(err, mixerr.CodePINIncorrect))
	// Output:
	// 20119 PIN_INCORRECT: PIN incorrect.
	// ASK_USER true
}

func ExampleCheck() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer server.Close()

	response, err := http.Get(server.URL)
	if err != nil {
		panic(err) // no response
	}
	defer response.Body.Close()

	err = mixerr.Check(response)
	var other *mixerr.NotFromAPIError
	if errors.As(err, &other) {
		fmt.Println(other.Fault(), other.Action(), other.Payment())
	}
	// Output: MALFORMED RETRY POSSIBLE
}

func ExampleReader() {
	var reader mixerr.Reader
	io.WriteString(&reader, `{"error":{"code":7000,"sta`)
	io.WriteString(&reader, `tus":500}}`)
	fmt.Println(reader.Finish(500).Action())
	// Output: RETRY
}

func ExampleLookup() {
	if entry, ok := mixerr.Lookup(mixerr.CodeInsufficientBalance); ok {
		fmt.Println(entry, entry.Action)
	}
	// Output: 20117 INSUFFICIENT_BALANCE: Insufficient balance. ASK_USER
}

// exchange sends a request once, and reports to the transfer what came back.
func exchange(client *http.Client, request *http.Request, transfer *mixerr.Transfer, receipt *mixerr.Receipt) error {
	response, err := client.Do(request)
	if err != nil {
		return transfer.HandleNoResponse(true)
	}
	defer response.Body.Close()
	var reader mixerr.Reader
	if err := receipt.Begin(); err != nil {
		return err
	}
	// A response of the API has a few kilobytes. A longer one counts as truncated.
	body := io.LimitReader(response.Body, 1<<20)
	if _, err := io.Copy(io.MultiWriter(&reader, receipt), body); err != nil {
		return transfer.HandleNoResponse(true)
	}
	// The API echoes the X-Request-Id, and a captive portal does not.
	head := mixerr.NewHead(response.Header, request.Header.Get("X-Request-Id"))
	read := head.Refine(reader.Finish(response.StatusCode), time.Now())
	return transfer.HandleResponse(read, receipt.Match(read), head.RetryAfter())
}

// A payment, from its first request to its end.
func ExampleTransfer() {
	const id, asset = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f", "965e5c6e-434c-3fa9-b780-c50f43cd955c"
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		w.Header().Set("X-Request-Id", request.Header.Get("X-Request-Id"))
		fmt.Fprintf(w, `{"data":{"trace_id":%q,"asset_id":%q,"amount":"-1.50"}}`, id, asset)
	}))
	defer api.Close()
	client := &http.Client{
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		// A new connection for each exchange: net/http repeats some requests on a used one.
		Transport: &http.Transport{DisableKeepAlives: true},
	}
	payment := []byte(`{"trace_id":"` + id + `","asset_id":"` + asset + `","amount":"1.5"}`)
	save := func(mixerr.Record) error { return nil } // a file, synced and renamed: it must survive a power cut

	key, err := mixerr.ParseKey(id)
	if err != nil {
		panic(err)
	}
	receipt := mixerr.NewReceipt("trace_id", id).Require("asset_id", asset).RequireDecimal("amount", "1.5")
	transfer := mixerr.NewTransfer(key, payment, false) // or RestoreTransfer, if there is a record
	for err == nil {
		next := transfer.Poll()
		switch next.Step {
		case mixerr.StepSave:
			if err = save(transfer.Record()); err == nil {
				err = transfer.HandleSaved()
			}
		case mixerr.StepWait:
			time.Sleep(next.Wait)
			err = transfer.HandleTimeout()
		case mixerr.StepSend, mixerr.StepLookUp:
			method, address := http.MethodPost, api.URL+"/transfers"
			if next.Step == mixerr.StepLookUp {
				method, address = http.MethodGet, api.URL+"/transfers/trace/"+id
			}
			request, _ := http.NewRequest(method, address, bytes.NewReader(payment))
			request.Header.Set("X-Request-Id", "a new UUID")
			err = exchange(client, request, transfer, receipt)
		case mixerr.StepAsk:
			err = transfer.HandleDecision(false) // a person decides whether next.Action was done
		default:
			fmt.Println(next.Ending)
			return
		}
	}
	panic(err) // stop here, and restore the record later
	// Output: PAID
}
