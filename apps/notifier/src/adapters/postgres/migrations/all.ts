export * from './0001-initial';
export * from './0002-agreement-notices';
export * from './0003-destinations-and-operators';
export * from './0007-room-for-claims';
export * from './0008-traces';
