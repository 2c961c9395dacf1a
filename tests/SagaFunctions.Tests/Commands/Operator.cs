using System.Net;
using System.Text.Json;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Audit;
using DurableSagas.SagaFunctions.Bulk;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Interventions;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Previews;
using DurableSagas.SagaFunctions.Rewinding;
using DurableSagas.SagaFunctions.Terminating;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using FluentValidation;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.SagaFunctions.Tests.Commands;

/// <summary>An operator with the key, at the functions of an app without a host.</summary>
internal sealed class Operator(ReadSide.ReadSide side)
{
    private const string Key = "a-key-that-is-hard-to-guess";

    private static readonly DefinitionLookup _definitions = new(ExampleApp.Catalog);

    private readonly OperatorRule _rule = new(new OperatorSettings(Key, null, IsOpen: false));
    private readonly AuditedCommands _commands = new(new AuditLog(side.Tables), side.Host.Time, NullLogger<AuditedCommands>.Instance);
    private readonly StuckSagas _stuck = new(side.Queries, new StuckSagaReader(_definitions, side.Host.Time));
    private readonly SagaInterventions _interventions = new(side.Interventions, ExampleApp.Functions, side.Host.Time);
    private readonly IServiceProvider _services = new ServiceCollection()
        .AddSingleton<RequestValidation>()
        .AddSingleton<IValidator<OperatorReason>, OperatorReasonValidator>()
        .AddSingleton<IValidator<BulkRequest>, BulkRequestValidator>()
        .AddSingleton<IValidator<InterventionRequest>, InterventionRequestValidator>()
        .BuildServiceProvider();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<Answer> RewindAsync(string id, string reason = "mended") =>
        AskAsync(request => new PostRewind(side.Queries, _rule, _commands).RunAsync(request, id, side.Host.Client, Token), $$"""{"reason":"{{reason}}"}""");

    public Task<Answer> PreviewAsync(string id) =>
        AskAsync(request => new GetRewind(side.Queries, _stuck, _interventions).RunAsync(request, id, side.Host.Client, Token), string.Empty);

    public Task<Answer> PreviewCancelAsync(string id) =>
        AskAsync(request => new GetCancel(side.Queries, _definitions, new StuckSagaReader(_definitions, side.Host.Time)).RunAsync(request, id, side.Host.Client, Token), string.Empty);

    public Task<Answer> InterveneAsync(string id, string body) =>
        AskAsync(request => new PostIntervention(side.Queries, _stuck, _interventions, _rule, _commands).RunAsync(request, id, side.Host.Client, Token), body);

    public Task<Answer> TerminateAsync(string id, string reason = "enough") => AskAsync(
        request => new PostTerminate(side.Queries, new SagaTerminator(side.Interventions, new StuckSagaReader(_definitions, side.Host.Time), side.Views), _rule, _commands)
            .RunAsync(request, id, side.Host.Client, Token),
        $$"""{"reason":"{{reason}}"}""");

    public Task<Answer> RewindManyAsync(DurableTaskClient client, string body) => AskAsync(
        request => new PostRewinds(side.Lists, new BulkTable(side.Tables), _rule, side.Host.Time).RunAsync(request, client, Token), body);

    public Task<bool> RewindOneAsync(BulkPlace place) => new RewindOne(new BulkTable(side.Tables), side.Queries, _commands).RunAsync(place, side.Host.Client, Token);

    public Task<bool> LookAfterAsync(BulkPlace place) => new LookAfterRewound(new BulkTable(side.Tables), side.Queries).RunAsync(place, side.Host.Client, Token);

    public Task<Answer> RewindsAsync(string id) => AskAsync(request => new GetRewinds(new BulkTable(side.Tables)).RunAsync(request, id, Token), string.Empty);

    public Task<Answer> CancelAsync(string id) => AskAsync(
        request => new PostCancel(side.Queries, _definitions, _rule, _commands).RunAsync(request, id, side.Host.Client, Token), """{"reason":"changed my mind"}""");

    public async Task<IReadOnlyList<OperatorAction>> ActionsOnAsync(string id) => (await side.Queries.FindAsync(id, Token))!.Actions ?? [];

    private async Task<Answer> AskAsync(Func<HttpRequestData, Task<HttpResponseData>> function, string body)
    {
        try
        {
            var response = await function(new Request(new Invocation { InstanceServices = _services }, body: body).With(OperatorRule.KeyHeader, Key));
            response.Body.Position = 0;
            using var reader = new StreamReader(response.Body);
            var text = await reader.ReadToEndAsync(Token);
            return new Answer(response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), text, response.Headers.TryGetValues("Location", out var location) ? location.Single() : null);
        }
        catch (ProblemException problem)
        {
            return new Answer(problem.Status, default, problem.Message, null);
        }
    }

    internal sealed record Answer(HttpStatusCode Status, JsonElement Body, string Text, string? Location);
}
