import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  SearchBox,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { formatNumber } from '../../format/format';
import { given } from '../../parts/listState';
import { Shown } from '../../parts/States';
import { texts as partTexts } from '../../texts';
import { texts } from '../texts';
import { NewSegment } from './NewSegment';
import { useSettled } from '../../parts/settled';

const SHOWN = 100;

const useStyles = makeStyles({
  surface: { maxWidth: '760px' },
  tools: { display: 'flex', gap: tokens.spacingHorizontalM, marginBottom: tokens.spacingVerticalM, flexWrap: 'wrap' },
  list: { maxHeight: '50vh', overflowY: 'auto' },
  name: { justifyContent: 'start', padding: 0, textAlign: 'start', overflowWrap: 'anywhere', minWidth: 0 },
  number: {
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    '& .fui-TableHeaderCell__button': { justifyContent: 'flex-end' },
  },
});

/** Looks for a segment among those of an audience type and a source, or makes one. */
export function LookForSegment(props: {
  title: string;
  audience: string | undefined;
  source: string | undefined;
  without: string[];
  onChosen: (name: string) => void;
  onClose: () => void;
}) {
  const styles = useStyles();
  const mayEdit = useMay('edit');
  const [search, setSearch] = useState('');
  const [isNew, setNew] = useState(false);
  const found = useFound(useSettled(search), props.audience, props.source);
  return (
    <>
      <Dialog open onOpenChange={(_, { open }) => !open && props.onClose()}>
        <DialogSurface className={styles.surface}>
          <DialogBody>
            <DialogTitle>
              {texts.lookFor} · {props.title}
            </DialogTitle>
            <DialogContent>
              <div className={styles.tools}>
                <SearchBox
                  aria-label={texts.lookFor}
                  placeholder={partTexts.search}
                  value={search}
                  onChange={(_, { value }) => setSearch(value)}
                />
                {mayEdit && props.source !== 'customer-insights' && (
                  <Button onClick={() => setNew(true)}>{texts.newSegment}</Button>
                )}
              </div>
              <Shown asked={found}>
                {({ items }) => {
                  const offered = items.filter((it) => !props.without.includes(it.name));
                  return offered.length === 0 ? (
                    <Text>{texts.noSegment}</Text>
                  ) : (
                    <div className={styles.list}>
                      <Table aria-label={texts.lookFor} size="small">
                        <TableHeader>
                          <TableRow>
                            <TableHeaderCell>{texts.name}</TableHeaderCell>
                            <TableHeaderCell>{texts.source}</TableHeaderCell>
                            <TableHeaderCell>{texts.audience}</TableHeaderCell>
                            <TableHeaderCell className={styles.number}>{texts.membersColumn}</TableHeaderCell>
                          </TableRow>
                        </TableHeader>
                        <TableBody>
                          {offered.map((it) => (
                            <TableRow key={it.name}>
                              <TableCell>
                                <Button
                                  appearance="transparent"
                                  className={styles.name}
                                  onClick={() => props.onChosen(it.name)}
                                >
                                  {it.name}
                                </Button>
                              </TableCell>
                              <TableCell>{it.title}</TableCell>
                              <TableCell>{it.audience}</TableCell>
                              <TableCell className={styles.number}>{formatNumber(it.members)}</TableCell>
                            </TableRow>
                          ))}
                        </TableBody>
                      </Table>
                    </div>
                  );
                }}
              </Shown>
            </DialogContent>
            <DialogActions>
              <Button onClick={props.onClose}>{partTexts.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
      {isNew && <NewSegment audience={props.audience} onSaved={props.onChosen} onClose={() => setNew(false)} />}
    </>
  );
}

const list = (value: string | undefined) => (value === undefined ? undefined : [value]);

function useFound(search: string, audience: string | undefined, source: string | undefined) {
  return useQuery({
    queryKey: ['segments', 'found', search, audience, source],
    queryFn: () =>
      ask(
        api.GET('/api/v1/segments', {
          params: { query: given({ limit: SHOWN, search, audience: list(audience), source: list(source) }) },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
