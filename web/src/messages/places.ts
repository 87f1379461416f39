export const NEW_MESSAGE = '/engagement/new-message';
