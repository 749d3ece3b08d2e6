import { orderRefusals, refusals, type OrderRefusal, type Refusal } from '@wallet/kernel';
import { z } from 'zod';

export const orderRefusalSchema = z.enum(Object.keys(orderRefusals) as OrderRefusal[]);
export const refusalSchema = z.enum(Object.keys(refusals) as Refusal[]);
