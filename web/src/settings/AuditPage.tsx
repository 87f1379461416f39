import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { formatInstant } from '../format/format';
import { Listing, type Column } from '../parts/Listing';
import { given, useListState } from '../parts/listState';
import { Page } from '../parts/Page';
import { usePaged } from '../parts/paged';
import { Empty } from '../parts/States';
import { texts } from './texts';

type Entry = Schemas['AuditEntry'];

const useStyles = makeStyles({
  json: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace, margin: 0 },
  wide: { maxWidth: '900px' },
});

function useAudit(action: string | undefined, user: string | undefined) {
  return usePaged(['audit'], [action, user], (cursor) =>
    ask(api.GET('/api/v1/audit', { params: { query: given({ action, user, cursor, limit: 50 }) } })),
  );
}

/** Settings > Audit log. */
export default function AuditPage() {
  const state = useListState(['action', 'user']);
  const query = useAudit(state.filter('action'), state.filter('user'));
  const [shown, setShown] = useState<Entry>();
  const columns: Column<Entry>[] = [
    { name: texts.audit.at, cell: (it) => formatInstant(it.at) },
    {
      name: texts.audit.who,
      cell: (it) => (it.via?.startsWith('token') ? `${it.user} ${texts.audit.by(it.via)}` : it.user),
    },
    { name: texts.audit.action, cell: (it) => it.action },
    { name: texts.audit.target, cell: (it) => it.target },
    {
      name: texts.audit.details,
      cell: (it) =>
        (it.before !== undefined || it.after !== undefined) && (
          <Button size="small" appearance="subtle" onClick={() => setShown(it)}>
            {texts.audit.details}
          </Button>
        ),
    },
  ];
  return (
    <Page title={texts.audit.title} lead={texts.audit.lead}>
      <Listing
        label={texts.audit.title}
        columns={columns}
        query={query}
        state={state}
        searchable={false}
        rowKey={(it) => String(it.number)}
        filters={
          <>
            <Input
              aria-label={texts.audit.action}
              placeholder={texts.audit.action}
              value={state.filter('action') ?? ''}
              onChange={(_, { value }) => state.filterBy('action', value)}
            />
            <Input
              aria-label={texts.audit.who}
              placeholder={texts.audit.who}
              value={state.filter('user') ?? ''}
              onChange={(_, { value }) => state.filterBy('user', value)}
            />
          </>
        }
        empty={<Empty title={texts.audit.empty} hint="" />}
      />
      {shown && <Details entry={shown} onClose={() => setShown(undefined)} />}
    </Page>
  );
}

function Details(props: { entry: Entry; onClose: () => void }) {
  const styles = useStyles();
  const { before, after } = props.entry;
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DialogSurface className={styles.wide}>
        <DialogBody>
          <DialogTitle>{props.entry.target}</DialogTitle>
          <DialogContent>
            {before !== undefined && (
              <>
                <h3>{texts.audit.before}</h3>
                <pre className={styles.json}>{JSON.stringify(before, null, 2)}</pre>
              </>
            )}
            {after !== undefined && (
              <>
                <h3>{texts.audit.after}</h3>
                <pre className={styles.json}>{JSON.stringify(after, null, 2)}</pre>
              </>
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
