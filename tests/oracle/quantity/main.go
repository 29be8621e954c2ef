// Answers, for quantities read from standard input, what Kubernetes makes of them.
//
// A line holds one JSON array of strings. Of one string the answer says how it is read; of more it
// also says what their sum is and how each compares with the next.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"k8s.io/apimachinery/pkg/api/resource"
)

type answer struct {
	In       []string  `json:"in"`
	Read     []reading `json:"read"`
	Sum      string    `json:"sum,omitempty"`
	Less     string    `json:"difference,omitempty"`
	Compared []int     `json:"compared,omitempty"`
}

type reading struct {
	Error     bool   `json:"error,omitempty"`
	String    string `json:"string,omitempty"`
	Canonical string `json:"canonical,omitempty"`
	Milli     string `json:"milli,omitempty"`
	Value     string `json:"value,omitempty"`
	Rounded   string `json:"rounded,omitempty"`
}

func read(text string) (resource.Quantity, reading) {
	var quantity resource.Quantity
	encoded, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	if err := quantity.UnmarshalJSON(encoded); err != nil {
		return quantity, reading{Error: true}
	}
	bare := quantity.DeepCopy()
	bare.Neg()
	bare.Neg()
	rounded := quantity.DeepCopy()
	rounded.RoundUp(resource.Milli)
	return quantity, reading{
		String:    quantity.String(),
		Canonical: bare.String(),
		Milli:     scaled(quantity, resource.Milli),
		Value:     scaled(quantity, 0),
		Rounded:   rounded.String(),
	}
}

// scaled prints a quantity rounded up to a scale, exactly, where ScaledValue would overflow.
func scaled(quantity resource.Quantity, scale resource.Scale) string {
	copied := quantity.DeepCopy()
	copied.RoundUp(scale)
	dec := copied.AsDec()
	digits := dec.UnscaledBig().String()
	for shift := -int(dec.Scale()) - int(scale); shift > 0; shift-- {
		if digits != "0" {
			digits += "0"
		}
	}
	return digits
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		var result answer
		if err := json.Unmarshal(in.Bytes(), &result.In); err != nil {
			panic(err)
		}
		var sum, less resource.Quantity
		var before *resource.Quantity
		legal := true
		for index, text := range result.In {
			quantity, how := read(text)
			result.Read = append(result.Read, how)
			if how.Error {
				legal = false
				continue
			}
			sum.Add(quantity)
			if index == 0 {
				less = quantity.DeepCopy()
			} else {
				less.Sub(quantity)
			}
			if before != nil {
				result.Compared = append(result.Compared, before.Cmp(quantity))
			}
			copied := quantity.DeepCopy()
			before = &copied
		}
		if legal && len(result.In) > 1 {
			result.Sum = sum.String()
			result.Less = less.String()
		} else {
			result.Compared = nil
		}
		if err := encoder.Encode(result); err != nil {
			panic(err)
		}
	}
}
