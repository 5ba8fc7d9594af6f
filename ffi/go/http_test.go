package mixerr_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	mixerr "example.com/mixerr/ffi/go"
)

const pinIncorrect = `{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}`

// serve returns the address of a server with one response.
func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// answer returns a handler that sends a status and a body.
func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// serveBytes returns the address of a server that sends bytes and closes the connection.
func serveBytes(t *testing.T, response string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			connection.Read(make([]byte, 4096))
			io.WriteString(connection, response)
			connection.Close()
		}
	}()
	return "http://" + listener.Addr().String()
}

func get(t *testing.T, address string) *http.Response {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	return response
}

func TestCheckReturnsTheErrorAndRestoresTheBody(t *testing.T) {
	for _, each := range []struct {
		status int
		body   string
		action mixerr.Action
	}{
		{200, `{"data":{}}`, mixerr.ActionProceed},
		{202, pinIncorrect, mixerr.ActionAskUser},
		{500, `{"error":{"status":500,"code":7000}}`, mixerr.ActionRetry},
		{429, "slow down", mixerr.ActionWait},
		{200, "<html>", mixerr.ActionRetry},
		{302, "", mixerr.ActionReport},
		{204, "", mixerr.ActionProceed},
		{200, `{"data":"` + strings.Repeat("x", 1<<20) + `"}`, mixerr.ActionProceed},
	} {
		response := get(t, serve(t, answer(each.status, each.body)))
		err := mixerr.Check(response)
		if action := mixerr.ActionOf(err); action != each.action {
			t.Errorf("%d %.20s: %s (%v)", each.status, each.body, action, err)
		}
		if body, err := io.ReadAll(response.Body); err != nil || string(body) != each.body {
			t.Errorf("%d %.20s: %d bytes, %v", each.status, each.body, len(body), err)
		}
		if err := response.Body.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestReadBodyReturnsTheBodyAndTheError(t *testing.T) {
	body, err := mixerr.ReadBody(get(t, serve(t, answer(202, pinIncorrect))))
	if string(body) != pinIncorrect || !errors.Is(err, mixerr.CodePINIncorrect) || errors.Is(err, mixerr.CodeForbidden) {
		t.Errorf("%s, %v", body, err)
	}
	body, err = mixerr.ReadBody(get(t, serve(t, answer(200, `{"data":1}`))))
	if string(body) != `{"data":1}` || err != nil {
		t.Errorf("%s, %v", body, err)
	}
}

func TestCheckReportsATruncatedBodyAsNoResponse(t *testing.T) {
	for name, head := range map[string]string{
		"length": "HTTP/1.1 202 Accepted\r\nContent-Length: 1000\r\n\r\n",
		"chunks": "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n44\r\n",
	} {
		// The envelope is complete, and the body is not.
		response := get(t, serveBytes(t, head+pinIncorrect))
		err := mixerr.Check(response)
		var api *mixerr.APIError
		if !errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &api) || mixerr.ActionOf(err) != mixerr.ActionReport {
			t.Errorf("%s: %v", name, err)
		}
		if body, err := io.ReadAll(response.Body); string(body) != pinIncorrect || err != io.ErrUnexpectedEOF {
			t.Errorf("%s: %q, %v", name, body, err)
		}
		if _, err := mixerr.ReadBody(get(t, serveBytes(t, head+pinIncorrect))); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckRefusesTheStatus000(t *testing.T) {
	// Read would take this status for a WebSocket frame, and the body for a success.
	response := get(t, serveBytes(t, "HTTP/1.1 000 OK\r\nContent-Length: 11\r\n\r\n{\"data\":{}}"))
	if response.StatusCode != 0 {
		t.Fatal(response.StatusCode)
	}
	if err := mixerr.Check(response); err != mixerr.ErrInvalidHTTPStatus {
		t.Error(err)
	}
}

func TestCheckRefusesALongBodyThatCanStillBeRead(t *testing.T) {
	longest := strings.Repeat(" ", mixerr.MaxBody-len("{}")) + "{}"
	if err := mixerr.Check(get(t, serve(t, answer(200, longest)))); err != nil {
		t.Error(err)
	}
	response := get(t, serve(t, answer(200, longest+"  ")))
	if err := mixerr.Check(response); err != mixerr.ErrBodyTooLong {
		t.Error(err)
	}
	if length, err := io.Copy(io.Discard, response.Body); length != mixerr.MaxBody+2 || err != nil {
		t.Error(length, err)
	}
}

func TestCheckLeavesAWebSocketAlone(t *testing.T) {
	response := get(t, serveBytes(t, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nframe"))
	body := response.Body
	if err := mixerr.Check(response); err != nil || response.Body != body {
		t.Error(err)
	}
}

func TestCheckReadsAResponseWithoutABody(t *testing.T) {
	if err := mixerr.Check(&http.Response{StatusCode: 204}); err != nil {
		t.Error(err)
	}
	if _, err := mixerr.ReadBody(&http.Response{StatusCode: 200}); mixerr.ActionOf(err) != mixerr.ActionRetry {
		t.Error(err)
	}
}

func TestCheckReadsTheHead(t *testing.T) {
	response := get(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		w.Header().Set("X-Server-Time", fmt.Sprint(time.Now().Add(time.Hour).UnixNano()))
		answer(202, `{"error":{"status":202,"code":401}}`)(w, nil)
	}))
	var api *mixerr.APIError
	if err := mixerr.Check(response); !errors.As(err, &api) || api.RetryAfter != time.Minute || api.Action() != mixerr.ActionFixClock {
		t.Errorf("%#v", err)
	}
	response = get(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		answer(503, "")(w, nil)
	}))
	var other *mixerr.NotFromAPIError
	if err := mixerr.Check(response); !errors.As(err, &other) || other.RetryAfter != time.Minute {
		t.Errorf("%#v", err)
	}
}

func TestTransportReturnsErrorsWhereCheckedAndSendsOnce(t *testing.T) {
	var requests int32
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		atomic.AddInt32(&requests, 1)
		answer(202, pinIncorrect)(w, nil)
	})
	checked := func(request *http.Request) bool { return request.URL.Path == "/checked" }
	client := http.Client{Transport: &mixerr.Transport{Check: checked}}

	_, err := client.Post(address+"/checked", "application/json", strings.NewReader("{}"))
	var wrapped *url.Error
	if !errors.As(err, &wrapped) || !errors.Is(err, mixerr.CodePINIncorrect) || mixerr.ActionOf(err) != mixerr.ActionAskUser {
		t.Error(err)
	}
	for _, transport := range []*mixerr.Transport{{Check: checked}, {}, {Base: http.DefaultTransport}} {
		client := http.Client{Transport: transport}
		response, err := client.Get(address + "/other")
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(response.Body); err != nil || string(body) != pinIncorrect {
			t.Errorf("%s, %v", body, err)
		}
		response.Body.Close()
	}
	if requests != 4 {
		t.Errorf("%d requests", requests)
	}
}

func TestTransportReturnsASuccessWithItsBody(t *testing.T) {
	client := http.Client{Transport: &mixerr.Transport{Check: func(*http.Request) bool { return true }}}
	response, err := client.Get(serve(t, answer(200, `{"data":1}`)))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err := io.ReadAll(response.Body); err != nil || string(body) != `{"data":1}` {
		t.Errorf("%s, %v", body, err)
	}
}

// A closer counts how often a body is closed.
type closer struct {
	io.Reader
	closed int
}

func (c *closer) Close() error { c.closed++; return nil }

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }

func TestReadBodyClosesTheBody(t *testing.T) {
	body := &closer{Reader: strings.NewReader(`{"data":1}`)}
	if _, err := mixerr.ReadBody(&http.Response{StatusCode: 200, Body: body}); err != nil || body.closed != 1 {
		t.Error(err, body.closed)
	}
}

func TestTransportClosesTheBodyOfAnError(t *testing.T) {
	body := &closer{Reader: strings.NewReader(pinIncorrect)}
	transport := &mixerr.Transport{
		Base:  roundTripper(func(*http.Request) (*http.Response, error) { return &http.Response{StatusCode: 202, Body: body}, nil }),
		Check: func(*http.Request) bool { return true },
	}
	response, err := transport.RoundTrip(nil)
	if response != nil || err == nil || body.closed != 1 {
		t.Error(response, err, body.closed)
	}
	failed := errors.New("no connection")
	transport.Base = roundTripper(func(*http.Request) (*http.Response, error) { return nil, failed })
	if _, err := transport.RoundTrip(nil); err != failed {
		t.Error(err)
	}
}
