import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Allowed } from '../../parts/Allowed';
import { Page } from '../../parts/Page';
import { builderPath, segmentPath } from '../places';
import { SegmentBuilder } from './SegmentBuilder';
import { texts } from './texts';

/** A segment in its builder, or a new one. */
export default function SegmentBuilderPage() {
  const { name } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const audience = params.get('audience');
  return (
    <Page title={name ?? texts.newTitle}>
      <Allowed needs={name === undefined ? 'edit' : 'read'}>
        <SegmentBuilder
          key={name ?? ''}
          {...(name === undefined ? {} : { name })}
          {...(audience === null ? {} : { audience })}
          guards
          onSaved={(saved) => saved !== name && void navigate(builderPath(saved), { replace: true })}
          onClose={() => void navigate(name === undefined ? '/audience/segments' : segmentPath(name))}
        />
      </Allowed>
    </Page>
  );
}
