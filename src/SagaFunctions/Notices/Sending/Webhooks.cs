using System.Net;
using System.Net.Http.Headers;
using DurableSagas.SagaFunctions.Outgoing;
using DurableSagas.SagaFunctions.Receivers;

namespace DurableSagas.SagaFunctions.Notices.Sending;

/// <summary>Posts events to webhooks, signed.</summary>
public sealed class Webhooks(IHttpClientFactory clients, WebhookHandshake handshake, TimeProvider time)
{
    internal const string HttpClientName = "receiver";

    internal async Task<DeliveryResult> SendAsync(string name, ReceiverSettings receiver, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(receiver.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var client = clients.CreateClient(HttpClientName);
            return await handshake.FaultOfAsync(client, receiver.Url!, either.Token) is { } notAllowed
                ? new DeliveryResult($"Receiver '{name}' {notAllowed}.")
                : await PostAsync(client, name, receiver, body, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new DeliveryResult($"Receiver '{name}' did not answer within {receiver.Timeout}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new DeliveryResult($"Receiver '{name}' did not answer: {OutgoingFault.Of(exception)}.");
        }
    }

    private async Task<DeliveryResult> PostAsync(
        HttpClient client, string name, ReceiverSettings receiver, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(NoticeEvents.ContentType, "utf-8");
        request.Headers.Add(WebhookHandshake.RequestOrigin, handshake.Origin);
        request.Headers.Add(NoticeSignature.Header, NoticeSignature.Of(receiver.Secret!, time.GetUtcNow(), body.Span));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.IsSuccessStatusCode
            ? DeliveryResult.Delivered
            : new DeliveryResult(
                $"Receiver '{name}' answered {(int)response.StatusCode}.",
                OutgoingFault.RetryAfterOf(response, time),
                IsFinal: response.StatusCode is HttpStatusCode.Gone or HttpStatusCode.UnsupportedMediaType);
    }
}
