// How Kubernetes reads a text: stdin is a JSON list of texts, stdout a JSON list of answers.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"strings"

	goyaml "go.yaml.in/yaml/v2"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// answer is what Kubernetes makes of one text.
type answer struct {
	// Whole is the text taken for one document.
	Whole chunk `json:"whole"`
	// Chunks are what the splitter cuts the text into.
	Chunks []chunk `json:"chunks"`
	// Stream is what the decoder for streams of YAML or JSON yields: JSON, "" for nothing, or "ERR ...".
	Stream []string `json:"stream"`
}

// chunk is one document as the splitter cuts it, or the splitter's error.
type chunk struct {
	Text   string `json:"text"`
	Error  string `json:"error,omitempty"`
	JSON   string `json:"json"`   // YAMLToJSON, or "ERR ..."
	Strict string `json:"strict"` // "" where strict reading takes it, else "ERR ..."
	// Chance is true where different keys of a map become the same text: either may win.
	Chance bool `json:"chance,omitempty"`
}

func convert(convert func([]byte) ([]byte, error), text string) (result string) {
	defer func() {
		if panicked := recover(); panicked != nil {
			result = "ERR panic: " + fmt.Sprint(panicked)
		}
	}()
	converted, err := convert([]byte(text))
	if err != nil {
		return "ERR " + err.Error()
	}
	return string(converted)
}

func split(text string) []chunk {
	chunks := []chunk{}
	reader := utilyaml.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	for {
		part, err := reader.Read()
		if err == io.EOF {
			return chunks
		}
		if err != nil {
			chunks = append(chunks, chunk{Error: err.Error()})
			continue
		}
		chunks = append(chunks, read(string(part)))
	}
}

func read(text string) chunk {
	answer := chunk{Text: text, JSON: convert(yaml.YAMLToJSON, text), Chance: collides([]byte(text))}
	if strict := convert(yaml.YAMLToJSONStrict, text); strings.HasPrefix(strict, "ERR ") {
		answer.Strict = strict
	}
	return answer
}

func collides(text []byte) bool {
	var value interface{}
	return goyaml.Unmarshal(text, &value) == nil && keysCollide(value)
}

func keysCollide(value interface{}) bool {
	switch typed := value.(type) {
	case []interface{}:
		for _, item := range typed {
			if keysCollide(item) {
				return true
			}
		}
	case map[interface{}]interface{}:
		texts := map[string]bool{}
		for key, item := range typed {
			text := fmt.Sprint(key)
			if number, ok := key.(float64); ok {
				text = strconv.FormatFloat(number, 'g', -1, 32)
			}
			if texts[text] || keysCollide(item) {
				return true
			}
			texts[text] = true
		}
	}
	return false
}

func stream(text string) []string {
	values := []string{}
	decoder := utilyaml.NewYAMLOrJSONDecoder(strings.NewReader(text), 4096)
	for len(values) < 100 {
		var raw json.RawMessage
		err := decoder.Decode(&raw)
		if err == io.EOF {
			break
		}
		if err != nil {
			values = append(values, "ERR "+err.Error())
			break
		}
		values = append(values, string(raw))
	}
	return values
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		log.Fatal(err)
	}
	answers := []answer{}
	for _, text := range texts {
		answers = append(answers, answer{Whole: read(text), Chunks: split(text), Stream: stream(text)})
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}
