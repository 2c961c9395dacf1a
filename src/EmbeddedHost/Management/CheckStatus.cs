using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>Answers a start with 202 and the links, or with the outcome when the caller is ready to wait for it.</summary>
internal sealed class CheckStatus(ManagementLink link, StatusRoutes status)
{
    private const string Reason = "reason={text}";
    private static readonly TimeSpan _maxWait = TimeSpan.FromHours(1);

    /// <summary>How long the caller waits: both parameters are in seconds, and one alone means nothing.</summary>
    public static TimeSpan? WaitOf(ManagementRequest request)
    {
        if (Seconds(request, "timeout") is not { } timeout || Seconds(request, "pollingInterval") is not { } interval)
        {
            return null;
        }

        return interval > timeout
            ? throw new ArgumentException($"Total timeout {timeout} should be bigger than retry timeout {interval}")
            : timeout;
    }

    public async Task AnswerAsync(ManagementRequest request, string instanceId, TimeSpan? wait)
    {
        if (wait is { } timeout && await status.TryAnswerOutcomeAsync(request, instanceId, timeout))
        {
            return;
        }

        var statusUrl = link.To(request, instanceId);
        request.Http.Response.Headers.Location = statusUrl;
        request.Http.Response.Headers.RetryAfter = "10";
        await ManagementResponse.JsonAsync(request, StatusCodes.Status202Accepted, json =>
        {
            json.WriteStartObject();
            json.WriteString("id", instanceId);
            json.WriteString("statusQueryGetUri", statusUrl);
            json.WriteString("sendEventPostUri", link.To(request, instanceId, "/raiseEvent/{eventName}"));
            json.WriteString("terminatePostUri", link.To(request, instanceId, "/terminate", Reason));
            json.WriteString("purgeHistoryDeleteUri", statusUrl);
            json.WriteString("restartPostUri", link.To(request, instanceId, "/restart"));
            json.WriteString("suspendPostUri", link.To(request, instanceId, "/suspend", Reason));
            json.WriteString("resumePostUri", link.To(request, instanceId, "/resume", Reason));
            json.WriteEndObject();
        });
    }

    private static TimeSpan? Seconds(ManagementRequest request, string name)
    {
        if (!double.TryParse(request.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return null;
        }

        return seconds >= 0 && seconds <= _maxWait.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new ArgumentException($"'{name}' is {request.Text(name)}, expected seconds from 0 to {_maxWait.TotalSeconds}.");
    }
}
