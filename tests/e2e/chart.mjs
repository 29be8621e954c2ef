// Writes what a chart of cdk8s builds into a folder: node chart.mjs FOLDER PROBE_PORT
import {App, Chart, Size} from 'cdk8s';
import {Cpu, Deployment, EmptyDirMedium, Probe, Volume} from 'cdk8s-plus-33';

const [folder, port] = process.argv.slice(2);
const app = new App({outdir: folder});
const chart = new Chart(app, 'shop');
const deployment = new Deployment(chart, 'web', {
  replicas: 2,
  containers: [{
    image: 'nginxinc/nginx-unprivileged:1.27.3',
    portNumber: 8080,
    readiness: Probe.fromHttpGet('/', {port: Number(port)}),
    securityContext: {user: 101},
    resources: {
      cpu: {request: Cpu.millis(100)},
      memory: {request: Size.mebibytes(64), limit: Size.mebibytes(128)},
    },
  }],
});
const scratch = Volume.fromEmptyDir(chart, 'scratch', 'scratch', {
  medium: EmptyDirMedium.DEFAULT, sizeLimit: Size.mebibytes(64),
});
deployment.containers[0].mount('/tmp', scratch);
deployment.exposeViaService();
app.synth();
