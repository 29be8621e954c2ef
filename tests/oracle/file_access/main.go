// Prepares volumes as the kubelet does, and says what lies in them.
//
// A line of standard input holds one case: a Pod, the name of one of its volumes, and the ConfigMaps
// and Secrets of its namespace. The answer lists every entry of the volume with owner, group and mode.
// For a claim, the entries that lie there already are given, and only the rule of fsGroup is applied.
// It must run as root, because it changes owners; it works in a temporary directory only.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	authenticationv1 "k8s.io/api/authentication/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"
	core "k8s.io/client-go/testing"
	corev1 "k8s.io/kubernetes/pkg/apis/core/v1"
	"k8s.io/kubernetes/pkg/volume"
	"k8s.io/kubernetes/pkg/volume/configmap"
	"k8s.io/kubernetes/pkg/volume/downwardapi"
	"k8s.io/kubernetes/pkg/volume/emptydir"
	"k8s.io/kubernetes/pkg/volume/hostpath"
	"k8s.io/kubernetes/pkg/volume/projected"
	"k8s.io/kubernetes/pkg/volume/secret"
	volumetest "k8s.io/kubernetes/pkg/volume/testing"
	"k8s.io/kubernetes/pkg/volume/util"
	volumetypes "k8s.io/kubernetes/pkg/volume/util/types"
)

type question struct {
	Pod        v1.Pod         `json:"pod"`
	Volume     string         `json:"volume"`
	ConfigMaps []v1.ConfigMap `json:"config_maps"`
	Secrets    []v1.Secret    `json:"secrets"`
	Claim      []entry        `json:"claim"`
	ReadOnly   bool           `json:"read_only"`
}

type entry struct {
	Path      string `json:"path"`
	Owner     uint32 `json:"owner"`
	Group     uint32 `json:"group"`
	Mode      uint32 `json:"mode"`
	Directory bool   `json:"directory"`
}

type answer struct {
	Error   string  `json:"error,omitempty"`
	Entries []entry `json:"entries,omitempty"`
}

// mounter has the only property that the rule of fsGroup asks for.
type mounter struct {
	volume.Mounter
	readOnly bool
}

func (m mounter) GetAttributes() volume.Attributes {
	return volume.Attributes{ReadOnly: m.readOnly}
}

func main() {
	syscall.Umask(0o022)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		folder, err := os.MkdirTemp("", "volume")
		if err != nil {
			panic(err)
		}
		given := answered(asked, folder)
		os.RemoveAll(folder)
		written, err := json.Marshal(given)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(written))
	}
}

func answered(asked question, folder string) answer {
	if len(asked.Claim) > 0 {
		return claimed(asked, folder)
	}
	pod := &asked.Pod
	pod.Namespace, pod.Name, pod.UID = "default", "web", types.UID("1")
	corev1.SetObjectDefaults_Pod(pod)
	var one *v1.Volume
	for number := range pod.Spec.Volumes {
		if pod.Spec.Volumes[number].Name == asked.Volume {
			one = &pod.Spec.Volumes[number]
		}
	}
	at := ""
	if one.HostPath != nil {
		at = filepath.Join(folder, one.HostPath.Path)
		one.HostPath.Path = at
	}
	dir, err := setUp(asked, one, folder)
	if err != nil {
		return answer{Error: err.Error()}
	}
	if at != "" {
		dir = at
	}
	return answer{Entries: visible(dir)}
}

func setUp(asked question, one *v1.Volume, folder string) (string, error) {
	var objects []runtime.Object
	for _, each := range asked.ConfigMaps {
		each.Namespace = "default"
		objects = append(objects, each.DeepCopy())
	}
	for _, each := range asked.Secrets {
		each.Namespace = "default"
		objects = append(objects, each.DeepCopy())
	}
	client := fake.NewSimpleClientset(objects...)
	client.PrependReactor("create", "serviceaccounts", func(core.Action) (bool, runtime.Object, error) {
		token := &authenticationv1.TokenRequest{}
		token.Status.Token = "token"
		return true, token, nil
	})
	var plugins []volume.VolumePlugin
	plugins = append(plugins, emptydir.ProbeVolumePlugins()...)
	plugins = append(plugins, configmap.ProbeVolumePlugins()...)
	plugins = append(plugins, secret.ProbeVolumePlugins()...)
	plugins = append(plugins, downwardapi.ProbeVolumePlugins()...)
	plugins = append(plugins, projected.ProbeVolumePlugins()...)
	plugins = append(plugins, hostpath.ProbeVolumePlugins(volume.VolumeConfig{})...)
	host := volumetest.NewFakeKubeletVolumeHost(&testing.T{}, folder, client, plugins)
	spec := volume.NewSpecFromVolume(one)
	plugin, err := host.GetPluginMgr().FindPluginBySpec(spec)
	if err != nil {
		return "", err
	}
	made, err := plugin.NewMounter(spec, &asked.Pod)
	if err != nil {
		return "", err
	}
	arguments := volume.MounterArgs{FsUser: util.FsUserFrom(&asked.Pod)}
	if asked.Pod.Spec.SecurityContext != nil {
		arguments.FsGroup = asked.Pod.Spec.SecurityContext.FSGroup
		arguments.FSGroupChangePolicy = asked.Pod.Spec.SecurityContext.FSGroupChangePolicy
	}
	return made.GetPath(), made.SetUp(arguments)
}

func claimed(asked question, folder string) answer {
	root := filepath.Join(folder, "claim")
	for _, each := range asked.Claim {
		path := filepath.Join(root, each.Path)
		if each.Directory {
			if err := os.Mkdir(path, 0o755); err != nil {
				panic(err)
			}
		} else if err := os.WriteFile(path, nil, 0o644); err != nil {
			panic(err)
		}
		if err := os.Chown(path, int(each.Owner), int(each.Group)); err != nil {
			panic(err)
		}
		if err := syscall.Chmod(path, each.Mode); err != nil {
			panic(err)
		}
	}
	context := asked.Pod.Spec.SecurityContext
	if context != nil {
		changer := volume.NewVolumeOwnership(
			mounter{readOnly: asked.ReadOnly}, root, context.FSGroup, context.FSGroupChangePolicy,
			func(volumetypes.CompleteFuncParam) {})
		if err := changer.ChangePermissions(); err != nil {
			return answer{Error: err.Error()}
		}
	}
	return answer{Entries: visible(root)}
}

// visible lists the entries as a program sees them: of an atomically written volume, those behind
// its links.
func visible(root string) []entry {
	found := []entry{described(root, "")}
	inner := root
	if _, err := os.Stat(filepath.Join(root, "..data")); err == nil {
		inner, err = filepath.EvalSymlinks(filepath.Join(root, "..data"))
		if err != nil {
			panic(err)
		}
	}
	filepath.WalkDir(inner, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			panic(err)
		}
		relative := strings.TrimPrefix(strings.TrimPrefix(path, inner), "/")
		if relative != "" {
			found = append(found, described(path, relative))
		}
		return nil
	})
	return found
}

func described(path, name string) entry {
	var state syscall.Stat_t
	if err := syscall.Stat(path, &state); err != nil {
		panic(err)
	}
	return entry{
		Path: name, Owner: state.Uid, Group: state.Gid, Mode: uint32(state.Mode) & 0o7777,
		Directory: state.Mode&syscall.S_IFMT == syscall.S_IFDIR,
	}
}
