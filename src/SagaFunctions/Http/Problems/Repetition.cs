using System.Net.Sockets;
using Azure;
using Azure.Identity;
using DurableSagas.Participants.Tables;
using Grpc.Core;

namespace DurableSagas.SagaFunctions.Http.Problems;

/// <summary>Tells what trying again can heal from what is a fault to be mended: a caller who is told 503 comes back with the same request.</summary>
internal static class Repetition
{
    public static bool Heals(Exception exception) => exception switch
    {
        // The storage SDK gathers its retries' failures; the last one says how it stands now.
        AggregateException { InnerExceptions: [.., var last] } => Heals(last),
        // There was no answer.
        RequestFailedException { Status: 0 } => true,
        RacesLostException => true,
        RpcException { StatusCode: var code } => Heals(code),
        AuthenticationFailedException { InnerException: { } cause } => Heals(cause),
        HttpRequestException or HttpIOException or SocketException => true,
        IOException { InnerException: SocketException } => true,
        _ => IsSlow(exception),
    };

    /// <summary>Whether somebody has not answered in time, or cannot just now; not whether nobody is there.</summary>
    public static bool IsSlow(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [.., var last] } => IsSlow(last),
        RequestFailedException { Status: 408 or 429 or >= 500 } => true,
        // A cancellation that nobody asked for is a time-out: so the storage SDK says that an answer did not come.
        TimeoutException or OperationCanceledException => true,
        _ => false,
    };

    /// <summary>Whether the error alone does not say: the host tells a failure of the task hub's storage so, and its own faults too.</summary>
    public static bool IsUnclear(Exception exception) => exception is RpcException { StatusCode: StatusCode.Internal or StatusCode.Unknown };

    private static bool Heals(StatusCode code) => code is
        StatusCode.Aborted or StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Unavailable;
}
