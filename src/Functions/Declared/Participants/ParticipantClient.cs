using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.Declared.Participants;

/// <summary>Calls a registered participant, and reads its answer as one of the four results.</summary>
/// <remarks>The status alone decides; the body of a refusal is quoted, never interpreted.</remarks>
public sealed class ParticipantClient(IHttpClientFactory clients, ParticipantRegistry registry, TimeProvider time)
{
    public const string HttpClientName = "participant";

    private readonly Lazy<TokenCredential> _identity = new(() => new DefaultAzureCredential());

    /// <exception cref="StepRefusedException">The participant said no.</exception>
    /// <exception cref="StepPendingException">It has not finished yet.</exception>
    public async Task<JsonElement> CallAsync(StepCall<ParticipantCall> call, CancellationToken cancellationToken)
    {
        if (call.Request.Fault is { } fault)
        {
            throw new StepRefusedException(fault);
        }

        var participant = registry.Find(call.Request.Participant);
        using var timeout = new CancellationTokenSource(participant.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = await RequestOfAsync(call, participant, either.Token);
        using var response = await clients.CreateClient(HttpClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        return await AnswerOfAsync(call.Request.Participant, response, either.Token);
    }

    private async Task<HttpRequestMessage> RequestOfAsync(StepCall<ParticipantCall> call, ParticipantSettings participant, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Request.Method), ParticipantPath.UrlOf(participant.BaseUrl, call.Request.Path));
        request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        request.Headers.Add("Saga-Id", call.InstanceId);
        request.Headers.Add("Saga-Step", call.Step);
        request.Headers.Add("Saga-Operation", call.Operation.ToString());
        if (Activity.Current?.Id is { } trace && !request.Headers.Contains("traceparent"))
        {
            request.Headers.TryAddWithoutValidation("traceparent", trace);
        }

        if (participant.Key is { } key)
        {
            request.Headers.TryAddWithoutValidation(participant.KeyHeader, key);
        }

        var token = participant.Scope is { } scope
            ? (await _identity.Value.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken)).Token
            : participant.BearerToken;
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = call.Request.Body is { } body ? JsonContent.Create(body, options: SagaJson.Options) : null;
        return request;
    }

    private async Task<JsonElement> AnswerOfAsync(string participant, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.Accepted or (HttpStatusCode)425)
        {
            throw new StepPendingException(RetryAfterOf(response));
        }

        if (status is >= 200 and < 300)
        {
            return await ParticipantAnswer.ReadAsync(participant, response, cancellationToken);
        }

        if (status is >= 400 and < 500 and not 408 and not 429)
        {
            throw new StepRefusedException($"Participant '{participant}' refused with {status}{await ParticipantAnswer.QuoteAsync(response, cancellationToken)}");
        }

        throw new HttpRequestException($"Participant '{participant}' answered {status}{(status is >= 300 and < 400 ? "; redirects are not followed" : string.Empty)}.");
    }

    private TimeSpan RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => TimeSpan.Zero,
    };
}
