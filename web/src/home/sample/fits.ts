import type { Schemas } from '../../api/client';

/** The columns of a new workspace's people that the sample has values for. */
const COLUMNS = ['id', 'email', 'first_name', 'last_name', 'city', 'country', 'language', 'newsletter', 'joined'];

/** Whether the sample can be brought in: there is nobody yet, and a new workspace's table for people. */
export const fits = (audiences: Schemas['Table'][]) =>
  audiences.every((it) => it.rows === 0) &&
  audiences.some((it) => it.name === 'contact' && COLUMNS.every((column) => column in it.columns));
