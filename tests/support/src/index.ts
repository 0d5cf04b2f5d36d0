export { ApiClient, ApiRefusal } from './api.js';
export { temporaryBroker, temporaryDatabase, type TemporaryBroker, type TemporaryDatabase } from './backing.js';
export { temporaryFolder, type TemporaryFolder } from './folder.js';
export { seedCatalog, type SeedOptions } from './seed/seed-catalog.js';
export { until } from './until.js';
export { nothingAutomatic } from './settings.js';
