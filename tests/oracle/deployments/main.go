// What Flux itself makes of texts and of kustomizations: JSON lines in, JSON lines out.
//
//	{"text": "${a:=b}", "variables": {}}                  what its envsubst makes of a text
//	{"root": "/r", "folder": "/r/d", "kustomization": {}}  what it builds of a folder, which it changes
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/fluxcd/pkg/envsubst"
	"github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type question struct {
	Text          string
	Variables     map[string]string
	Root, Folder  string
	Kustomization map[string]any
}

func answer(q question) (found any, err error) {
	defer func() {
		if failed := recover(); failed != nil {
			err = fmt.Errorf("panic: %v", failed)
		}
	}()
	if q.Kustomization == nil {
		return envsubst.Eval(q.Text, func(name string) (string, bool) { return q.Variables[name], true })
	}
	object := unstructured.Unstructured{Object: q.Kustomization}
	if _, err := kustomize.NewGenerator(q.Root, object).WriteFile(q.Folder); err != nil {
		return nil, err
	}
	made, err := kustomize.SecureBuild(q.Root, q.Folder, false)
	if err != nil {
		return nil, err
	}
	_, substitutes, _ := unstructured.NestedMap(q.Kustomization, "spec", "postBuild")
	objects := []any{}
	for _, each := range made.Resources() {
		if substitutes {
			_, err := kustomize.SubstituteVariables(context.Background(), nil, object, each, kustomize.SubstituteWithDryRun(true))
			if err != nil {
				return nil, err
			}
		}
		data, err := each.Map()
		if err != nil {
			return nil, err
		}
		objects = append(objects, data)
	}
	return objects, nil
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	for lines.Scan() {
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			panic(err)
		}
		found, err := answer(q)
		said := map[string]any{"found": found}
		if err != nil {
			said = map[string]any{"error": err.Error()}
		}
		line, _ := json.Marshal(said)
		fmt.Println(string(line))
	}
}
