import { createPaperIndex } from '../../src/search/paper-index.ts';
import { paperIndexContract } from '../contracts/paper-index.ts';

paperIndexContract('minisearch', createPaperIndex);
