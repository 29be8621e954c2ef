// Prints the fields with merge keys of the schema that kustomize is built with, as JSON:
// of each definition its kinds, and of each field what it refers to and how it is merged.
package main

import (
	"encoding/json"
	"os"
	"strings"

	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

type field struct {
	Refers   string   `json:"refers,omitempty"`
	Elements string   `json:"elements,omitempty"`
	Values   string   `json:"values,omitempty"`
	IsList   bool     `json:"isList,omitempty"`
	Strategy string   `json:"strategy,omitempty"`
	Keys     []string `json:"keys,omitempty"`
}

type definition struct {
	Kinds  []any            `json:"kinds,omitempty"`
	Fields map[string]field `json:"fields"`
	Values *field           `json:"values,omitempty"`
}

func name(schema *spec.Schema) string {
	if schema == nil {
		return ""
	}
	return strings.TrimPrefix(schema.Ref.String(), "#/definitions/")
}

func described(schema spec.Schema) field {
	found := field{Refers: name(&schema), IsList: schema.Type.Contains("array")}
	if schema.Items != nil {
		found.Elements = name(schema.Items.Schema)
	}
	if schema.AdditionalProperties != nil {
		found.Values = name(schema.AdditionalProperties.Schema)
	}
	found.Strategy, found.Keys = (&openapi.ResourceSchema{Schema: &schema}).PatchStrategyAndKeyList()
	return found
}

func main() {
	found := map[string]definition{}
	for name, schema := range openapi.Schema().Definitions {
		each := definition{Fields: map[string]field{}}
		each.Kinds, _ = schema.Extensions["x-kubernetes-group-version-kind"].([]any)
		for key, property := range schema.Properties {
			each.Fields[key] = described(property)
		}
		if schema.AdditionalProperties != nil && schema.AdditionalProperties.Schema != nil {
			values := described(*schema.AdditionalProperties.Schema)
			each.Values = &values
		}
		found[name] = each
	}
	json.NewEncoder(os.Stdout).Encode(found)
}
