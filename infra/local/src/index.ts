export { startStack, type ProcessName, type Stack, type StackOptions } from './stack.js';
export { StartError } from './start-error.js';
export type { ManagedProcess, ProcessEvent, ProcessState } from './managed-process.js';
export { startBackingServices, startBroker, type BackingServices } from './backing-services.js';
export { databaseExtensions } from './postgres.js';
export { findS3Server, startS3Server, type S3Server } from './s3-server.js';
export { choosePort } from './ports.js';
