import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Query,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { z } from 'zod';

import {
  ApiRoute,
  ApiTag,
  DatabaseUnavailableInterceptor,
  idParams,
  type RouteDescription,
  ZodValidationPipe,
} from '../http';
import { declaredRoutes } from './declared-routes';

const route = {
  id: 'getThing',
  scope: 'read' as const,
  summary: 'One.',
  responses: { 200: z.object({ id: z.uuid() }) },
};

describe('a route that is not declared as its handler is', () => {
  it.each<[string, () => Type, RegExp]>([
    [
      'no @ApiRoute',
      () => {
        @ApiTag('Server')
        @Controller('things')
        class Things {
          @Get()
          list() {}
        }
        return Things;
      },
      /^Things\.list has no @ApiRoute/u,
    ],
    [
      'no @ApiTag',
      () => {
        @Controller('things')
        class Things {
          @Get()
          @ApiRoute({ ...route, responses: { 204: null } })
          list() {}
        }
        return Things;
      },
      /^Things has no @ApiTag/u,
    ],
    [
      'a body that the route does not declare',
      () => {
        @ApiTag('Server')
        @Controller('things')
        class Things {
          @Post()
          @ApiRoute({ ...route, responses: { 204: null } })
          make(@Body() _body: object) {}
        }
        return Things;
      },
      /^Things\.make takes a body that is not declared/u,
    ],
    [
      'a query that the handler does not take',
      () => {
        @ApiTag('Server')
        @Controller('things')
        class Things {
          @Get()
          @ApiRoute({ ...route, query: z.object({}), responses: { 204: null } })
          list() {}
        }
        return Things;
      },
      /^Things\.list declares a query that it does not take/u,
    ],
    [
      'a parameter of another name',
      () => {
        @ApiTag('Server')
        @Controller('things')
        class Things {
          @Get(':name')
          @ApiRoute({ ...route, params: idParams, responses: { 204: null } })
          get(@Param('name') _name: string) {}
        }
        return Things;
      },
      /^Things\.get takes a parameter that is not declared: name/u,
    ],
    [
      'a pipe of its own',
      () => {
        @ApiTag('Server')
        @Controller('things')
        class Things {
          @Get()
          @ApiRoute({ ...route, query: z.object({}), responses: { 204: null } })
          list(@Query(new ZodValidationPipe(z.object({}))) _query: object) {}
        }
        return Things;
      },
      /^Things\.list validates its query itself/u,
    ],
    [
      'a field of the body',
      () => {
        @ApiTag('Server')
        @Controller('things')
        class Things {
          @Post()
          @ApiRoute({ ...route, body: z.object({}), responses: { 204: null } })
          make(@Body('name') _name: string) {}
        }
        return Things;
      },
      /^Things\.make takes a field of its body/u,
    ],
    [
      'no scope',
      () => {
        @ApiTag('Server')
        @Controller('things')
        class Things {
          @Get()
          @ApiRoute({ ...route, scope: undefined as never, responses: { 204: null } })
          list() {}
        }
        return Things;
      },
      /^Things\.list has no scope/u,
    ],
    [
      'a session that is not said to be one',
      () => {
        @ApiTag('Server')
        @Controller('api/sessions/:id/things')
        class Things {
          @Get()
          @ApiRoute({ ...route, params: idParams, responses: { 204: null } })
          list(@Param('id') _id: string) {}
        }
        return Things;
      },
      /^Things\.list does not say which session/u,
    ],
    [
      'a session that everybody sees',
      () => {
        @ApiTag('Server')
        @Controller('api/sessions/:id/things')
        class Things {
          @Get()
          @ApiRoute({
            ...route,
            scope: 'public',
            session: { param: 'id', right: 'know' },
            params: idParams,
            responses: { 204: null },
          })
          list(@Param('id') _id: string) {}
        }
        return Things;
      },
      /^Things\.list shows a session to everybody/u,
    ],
    [
      'a session that whoever knows of it changes',
      () => {
        @ApiTag('Server')
        @Controller('api/sessions/:id/things')
        class Things {
          @Delete()
          @ApiRoute({
            ...route,
            scope: 'talk',
            session: { param: 'id', right: 'know' },
            params: idParams,
            responses: { 204: null },
          })
          remove(@Param('id') _id: string) {}
        }
        return Things;
      },
      /^Things\.remove lets whoever knows of a session change it/u,
    ],
    [
      'a session to which no right is said',
      () => {
        @ApiTag('Server')
        @Controller('api/sessions/:id/things')
        class Things {
          @Get()
          @ApiRoute({
            ...route,
            session: { param: 'id' } as unknown as NonNullable<RouteDescription['session']>,
            params: idParams,
            responses: { 204: null },
          })
          list(@Param('id') _id: string) {}
        }
        return Things;
      },
      /^Things\.list does not say which right/u,
    ],
  ])('is refused: %s', (_what, controller, message) => {
    expect(() => declaredRoutes([controller()])).toThrow(message);
  });
});

it('tells what controller and handler say beside the route', () => {
  @ApiTag('Server')
  @Controller('api/things')
  @UseInterceptors(DatabaseUnavailableInterceptor)
  class Things {
    @Get(':id')
    @ApiRoute({ ...route, scope: 'public', params: idParams })
    get(@Param('id') id: string) {
      return { id };
    }

    helper() {}
  }
  expect(declaredRoutes([Things])).toEqual([
    {
      method: 'get',
      path: '/api/things/{id}',
      tag: 'Server',
      route: { ...route, scope: 'public', params: idParams },
      isUncounted: true,
      needsDatabase: true,
    },
  ]);
});
