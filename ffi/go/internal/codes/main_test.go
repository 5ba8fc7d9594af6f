package main

import (
	"bytes"
	"os"
	"testing"
)

func TestCodesAreThoseOfTheHeaders(t *testing.T) {
	expected, err := generate("../../../..")
	if err != nil {
		t.Fatal(err)
	}
	actual, err := os.ReadFile("../../codes.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(actual, expected) {
		t.Error("codes.go is stale: run go generate in ffi/go")
	}
}

func TestNamesAreInCamelCase(t *testing.T) {
	for name, expected := range map[string]string{
		"PIN_INCORRECT": "PINIncorrect", "look_up": "LookUp", "NOT_FROM_API": "NotFromAPI", "INVALID_UTXO": "InvalidUTXO",
	} {
		if actual := camel(name); actual != expected {
			t.Errorf("%s for %s, not %s", actual, name, expected)
		}
	}
}
