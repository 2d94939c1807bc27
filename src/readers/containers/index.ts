import azureRecords from './azure-records.ts';
import cloudtrailRecords from './cloudtrail-records.ts';
import cloudwatch from './cloudwatch.ts';
import composePrefix from './compose-prefix.ts';
import type { Container } from './container.ts';
import cri from './cri.ts';
import dockerJsonFile from './docker-json-file.ts';
import elasticsearch from './elasticsearch.ts';
import eventsArray from './events-array.ts';
import gcpLogEntry from './gcp-log-entry.ts';
import googleActivities from './google-activities.ts';
import graphPage from './graph-page.ts';
import journald from './journald.ts';
import jsonString from './json-string.ts';
import kubectlPrefix from './kubectl-prefix.ts';
import kubernetesList from './kubernetes-list.ts';
import logShipper from './log-shipper.ts';
import loki from './loki.ts';
import splunk from './splunk.ts';
import syslog from './syslog.ts';
import timestampPrefix from './timestamp-prefix.ts';

/** The containers in the order in which they are tried, most specific first. */
export const CONTAINERS: readonly Container[] = [
  cri,
  kubectlPrefix,
  composePrefix,
  syslog,
  timestampPrefix,
  jsonString,
  dockerJsonFile,
  journald,
  cloudwatch,
  cloudtrailRecords,
  azureRecords,
  graphPage,
  kubernetesList,
  googleActivities,
  eventsArray,
  gcpLogEntry,
  elasticsearch,
  splunk,
  loki,
  logShipper,
];
