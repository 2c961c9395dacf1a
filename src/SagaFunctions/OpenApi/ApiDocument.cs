using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Http.Starts;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>The contract in OpenAPI 3.1, made of the functions, the definitions and the validators, so that it says what the app does.</summary>
public sealed class ApiDocument
{
    private const string FunctionKey = "functionKey";
    private const string OperatorKey = "operatorKey";
    private const string Json = "application/json";

    private static readonly JsonSerializerOptions _withoutNulls = new(SagaJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Lazy<string> _text;

    internal ApiDocument(AppFunctions functions, SagaCatalog catalog, StartMembers starts, IServiceProvider services) =>
        _text = new(() => new Writer(functions, catalog, starts, new RequestRules(services)).Write().ToJsonString(SagaJson.Options));

    internal string Text => _text.Value;

    private sealed class Writer(AppFunctions functions, SagaCatalog catalog, StartMembers starts, RequestRules rules)
    {
        private readonly ApiSchemas _schemas = new(rules);
        private readonly SortedDictionary<string, JsonObject> _paths = new(StringComparer.Ordinal);

        public JsonObject Write()
        {
            foreach (var function in EndpointFunction.Of(functions))
            {
                foreach (var verb in function.Trigger.Methods ?? [])
                {
                    Add(function, verb.ToLowerInvariant());
                }
            }

            return new JsonObject
            {
                ["openapi"] = "3.1.0",
                ["info"] = new JsonObject
                {
                    ["title"] = "DurableSagas",
                    ["version"] = typeof(ApiDocument).Assembly.GetName().Version!.ToString(3),
                    ["description"] = "Distributed transactions as serverless workflows.",
                },
                ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }),
                ["security"] = new JsonArray(new JsonObject { [FunctionKey] = new JsonArray() }),
                ["paths"] = new JsonObject(_paths.Select(path => KeyValuePair.Create(path.Key, (JsonNode?)path.Value))),
                ["components"] = new JsonObject
                {
                    ["schemas"] = _schemas.ToJson(),
                    ["securitySchemes"] = new JsonObject { [FunctionKey] = HeaderKey("x-functions-key"), [OperatorKey] = HeaderKey(OperatorRule.KeyHeader) },
                },
            };
        }

        private void Add(EndpointFunction function, string verb)
        {
            if (!function.Endpoint.IsStarter)
            {
                var taken = function.Endpoint is { Takes: { } type } endpoint
                    ? Body(endpoint.TakesStart ? _schemas.OfSharedStart(type, starts) : _schemas.OfRequest(type), Example(type))
                    : null;
                PathOf(function.Route)[verb] = Operation(function, function.Name, function.Route, taken, null);
                return;
            }

            foreach (var definition in catalog.Sagas.GroupBy(saga => saga.Definition.Name).Select(versions => versions.Last().Definition))
            {
                var route = function.Route.Replace("{name}", definition.Name, StringComparison.Ordinal);
                var request = Body(_schemas.OfStart(definition.RequestType, starts), Example(definition.RequestType));
                PathOf(route)[verb] = Operation(function, $"{function.Name}-{definition.Name}", route, request, definition.ResultType);
            }

            // What is stored may come at any time, with parameters of its own.
            var any = new JsonObject { ["type"] = "object", ["additionalProperties"] = true };
            PathOf(function.Route)[verb] = Operation(function, function.Name, function.Route, Body(any, new JsonObject()), null);
        }

        // Two routes that differ in a parameter's name only are one path, which a reader of OpenAPI must find once.
        private JsonObject PathOf(string route)
        {
            var path = $"/{route}";
            var same = _paths.Keys.FirstOrDefault(known => Shape(known) == Shape(path)) ?? path;
            return _paths.TryGetValue(same, out var item) ? item : _paths[same] = [];
        }

        private JsonObject Operation(EndpointFunction function, string id, string route, JsonObject? body, Type? result)
        {
            var operation = new JsonObject
            {
                ["operationId"] = id,
                ["summary"] = function.Endpoint.Summary,
                ["x-function"] = function.Name,
                ["parameters"] = new JsonArray([.. ParametersOf(function, route)]),
                ["responses"] = Responses(function, result),
            };
            if (body is not null)
            {
                operation["requestBody"] = body;
            }

            if (function.Trigger.AuthLevel == AuthorizationLevel.Anonymous)
            {
                operation["security"] = new JsonArray();
            }
            else if (function.IsOperatorOnly)
            {
                operation["security"] = new JsonArray(new JsonObject { [FunctionKey] = new JsonArray(), [OperatorKey] = new JsonArray() });
            }

            return operation;
        }

        private IEnumerable<JsonNode?> ParametersOf(EndpointFunction function, string route) =>
        [
            .. from name in function.RouteParameters
               where route.Contains($"{{{name}", StringComparison.Ordinal)
               select Parameter(NameInPath(route, name), "path", null, typeof(string)),
            .. from parameter in function.Parameters
               select Parameter(parameter.Name, parameter.IsHeader ? "header" : "query", parameter.Description, parameter.Type),
        ];

        private string NameInPath(string route, string name)
        {
            var place = Array.IndexOf(route.Split('/'), $"{{{name}}}");
            return _paths.Keys.First(known => Shape(known) == Shape($"/{route}")).Split('/')[place + 1].Trim('{', '}');
        }

        private JsonObject Parameter(string name, string place, string? description, Type type)
        {
            var parameter = new JsonObject
            {
                ["name"] = name,
                ["in"] = place,
                ["required"] = place == "path",
                ["schema"] = type.IsEnum ? _schemas.OfAnswer(type) : new JsonObject { ["type"] = type == typeof(string) ? "string" : "integer" },
            };
            if (description is not null)
            {
                parameter["description"] = description;
            }

            return parameter;
        }

        private JsonObject Responses(EndpointFunction function, Type? result)
        {
            var responses = new JsonObject();
            foreach (var answer in function.Answers)
            {
                var schema = answer.Body switch
                {
                    null => null,
                    var ended when ended == typeof(EndedSaga) && result is not null => _schemas.OfEnded(result),
                    var body => _schemas.OfAnswer(body),
                };
                responses[((int)answer.Status).ToString(CultureInfo.InvariantCulture)] = Response(answer.Status.ToString(), schema, answer.ContentType);
            }

            responses["default"] = Response("Problem details (RFC 9457).", _schemas.OfAnswer(typeof(ProblemDetails)), ProblemDetails.ContentType);
            return responses;
        }

        private JsonNode? Example(Type type) =>
            type.GetProperty("Example", type)?.GetValue(null) is { } example
                ? JsonSerializer.SerializeToNode(example, type, _withoutNulls)
                : _schemas.Example(_schemas.OfRequest(type));

        private static JsonObject Body(JsonObject schema, JsonNode? example) => new()
        {
            ["required"] = true,
            ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = schema, ["example"] = example } },
        };

        private static JsonObject Response(string description, JsonObject? schema, string contentType) => schema is null
            ? new JsonObject { ["description"] = description }
            : new JsonObject { ["description"] = description, ["content"] = new JsonObject { [contentType] = new JsonObject { ["schema"] = schema } } };

        private static JsonObject HeaderKey(string header) => new() { ["type"] = "apiKey", ["in"] = "header", ["name"] = header };

        private static string Shape(string path) => string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "{}" : part));
    }
}
