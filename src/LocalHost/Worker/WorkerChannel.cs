using System.Collections.Concurrent;
using System.Threading.Channels;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using Google.Protobuf.WellKnownTypes;

namespace DurableSagas.LocalHost.Worker;

/// <summary>One conversation with one worker process: handshake, then invocations.</summary>
internal sealed class WorkerChannel
{
    private const string HttpUriCapability = "HttpUri";
    private const string CancelCapability = "HandlesInvocationCancelMessage";

    private readonly WorkerStream _stream;
    private readonly Action<RpcLog> _log;
    private readonly InvocationsInFlight _inFlight = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _loadFailures = new(StringComparer.Ordinal);
    private bool _cancels;

    public WorkerChannel(WorkerStream stream, Action<RpcLog> log)
    {
        _stream = stream;
        _log = log;
        stream.ReceiveWith(Receive);
        _ = FailWhatIsLeftAsync();
    }

    public Uri? HttpUri { get; private set; }

    public int InFlight => _inFlight.Count;

    public async Task InitializeAsync(string appFolder, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            new StreamingMessage
            {
                WorkerInitRequest = new WorkerInitRequest { HostVersion = HostVersion.Text, WorkerDirectory = appFolder, FunctionAppDirectory = appFolder },
            },
            cancellationToken);
        var initialised = answer.WorkerInitResponse;
        ThrowIfFailed(initialised.Result, "The worker refused to start");
        HttpUri = initialised.Capabilities.TryGetValue(HttpUriCapability, out var uri) && uri.Length > 0 ? new Uri(uri) : null;
        _cancels = initialised.Capabilities.ContainsKey(CancelCapability);
    }

    public async Task<IReadOnlyList<RpcFunctionMetadata>> FunctionsAsync(string appFolder, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = appFolder } }, cancellationToken);
        ThrowIfFailed(answer.FunctionMetadataResponse.Result, "The worker could not list its functions");
        return answer.FunctionMetadataResponse.FunctionMetadataResults;
    }

    /// <summary>A function that does not load fails when it is called; the others work.</summary>
    /// <returns>The functions that did not load, each with the reason.</returns>
    public async Task<IReadOnlyDictionary<string, string>> LoadAsync(IReadOnlyList<RpcFunctionMetadata> functions, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(functions.Select(function => AskAsync(
            new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function } },
            cancellationToken)));
        foreach (var answer in answers.Select(answer => answer.FunctionLoadResponse))
        {
            if (answer.Result.Status != StatusResult.Types.Status.Success)
            {
                _loadFailures[answer.FunctionId] = answer.Result.Exception?.Message ?? "the worker gave no reason";
            }
        }

        return _loadFailures;
    }

    /// <param name="sent">Called once the request is on its way.</param>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, Action<string>? sent, CancellationToken cancellationToken)
    {
        if (!_loadFailures.IsEmpty && _loadFailures.TryGetValue(request.FunctionId, out var reason))
        {
            throw new FunctionFailedException(reason, string.Empty);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var answer = _inFlight.Add(request.InvocationId);
        try
        {
            await _stream.SendAsync(new StreamingMessage { InvocationRequest = request }, cancellationToken);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            _inFlight.Remove(request.InvocationId);
            throw exception is ChannelClosedException ? WorkerProcessExitException.NotSent() : exception;
        }

        sent?.Invoke(request.InvocationId);
        return cancellationToken.CanBeCanceled ? await CancellableAsync(request.InvocationId, answer, cancellationToken) : await answer;
    }

    public void CancelAll()
    {
        foreach (var invocationId in _inFlight.Ids)
        {
            Cancel(invocationId);
        }
    }

    public async Task TerminateAsync(TimeSpan gracePeriod)
    {
        try
        {
            using var atMost = new CancellationTokenSource(gracePeriod);
            await _stream.SendAsync(
                new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(gracePeriod) } }, atMost.Token);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            // It is gone already, or so stuck that it has to be killed, which follows.
        }
    }

    private static void ThrowIfFailed(StatusResult? result, string what)
    {
        if (result is { Status: not StatusResult.Types.Status.Success })
        {
            throw new WorkerStartException($"{what}: {result.Exception?.Message ?? result.Result}");
        }
    }

    private async Task<InvocationResponse> CancellableAsync(string invocationId, Task<InvocationResponse> answer, CancellationToken cancellationToken)
    {
        // The worker is told and still asked for its answer: what it did until then is its to say.
        await using var cancelling = cancellationToken.UnsafeRegister(
            static state =>
            {
                var (channel, id) = ((WorkerChannel, string))state!;
                channel.Cancel(id);
            },
            (this, invocationId));
        return await answer;
    }

    private void Cancel(string invocationId)
    {
        if (_cancels && _inFlight.Contains(invocationId))
        {
            _ = SendQuietlyAsync(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocationId } });
        }
    }

    private async Task SendQuietlyAsync(StreamingMessage message)
    {
        try
        {
            await _stream.SendAsync(message, CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            // The worker is gone, and with it what was to be cancelled.
        }
    }

    private async Task<StreamingMessage> AskAsync(StreamingMessage question, CancellationToken cancellationToken)
    {
        question.RequestId = Guid.NewGuid().ToString();
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[question.RequestId] = answer;
        try
        {
            await _stream.SendAsync(question, cancellationToken);
            var first = await Task.WhenAny(answer.Task, _stream.Ended).WaitAsync(cancellationToken);
            return first == answer.Task ? await answer.Task : throw WorkerProcessExitException.NotSent();
        }
        catch (ChannelClosedException)
        {
            throw WorkerProcessExitException.NotSent();
        }
        finally
        {
            _asked.TryRemove(question.RequestId, out _);
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                _inFlight.Answer(message.InvocationResponse);
                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                _log(message.RpcLog);
                break;
            default:
                if (_asked.TryGetValue(message.RequestId, out var asked))
                {
                    asked.TrySetResult(message);
                }

                break;
        }
    }

    private async Task FailWhatIsLeftAsync()
    {
        await _stream.Ended;
        _inFlight.End();
    }
}
