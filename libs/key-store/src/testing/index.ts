export { keyStoreConformance, type StoreSite } from './conformance';
export { MountedFolder } from './mounted-folder';
