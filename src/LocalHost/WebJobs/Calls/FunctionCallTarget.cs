using System.Diagnostics;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using Microsoft.Azure.WebJobs;
using FunctionBinding = DurableSagas.LocalHost.Functions.FunctionBinding;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>One function of the app, called: what was bound goes to the worker, what it answers comes back.</summary>
internal sealed class FunctionCallTarget
{
    private readonly AppFunction _function;
    private readonly IFunctionInvoker _invoker;
    private readonly FunctionBinding[] _bound;
    private readonly string? _httpOutput;

    public FunctionCallTarget(AppFunction function, IFunctionInvoker invoker)
    {
        _function = function;
        _invoker = invoker;
        _bound = [.. BoundBindings.Of(function)];
        _httpOutput = function.Kind == FunctionKind.Http
            ? function.Bindings.FirstOrDefault(binding => binding.Is("http") && binding.Direction != BindingDirection.In)?.Name
            : null;
    }

    public async Task<object?> RunAsync(FunctionCallContext context, object? trigger, object?[] bound)
    {
        var response = await _invoker.InvokeAsync(Request(context, trigger, bound), context.Http?.Sent, context.CancellationToken);
        ThrowIfFailed(response);
        await SendOutputsAsync(response, bound, context.CancellationToken);
        if (context.Http is { } http)
        {
            http.Response = HttpAnswer.Of(response, _httpOutput);
            return null;
        }

        return _function.Kind switch
        {
            FunctionKind.Orchestration or FunctionKind.Entity => response.ReturnValue?.String,
            FunctionKind.Activity => RpcValues.ToObject(response.ReturnValue),
            _ => null,
        };
    }

    private static void ThrowIfFailed(InvocationResponse response)
    {
        if (response.Result.Status == StatusResult.Types.Status.Success)
        {
            return;
        }

        var exception = response.Result.Exception;
        throw new FunctionFailedException(exception?.Message ?? response.Result.Result, exception?.StackTrace ?? string.Empty);
    }

    private InvocationRequest Request(FunctionCallContext context, object? trigger, object?[] bound)
    {
        var activity = Activity.Current;
        var request = new InvocationRequest
        {
            FunctionId = _function.Id,
            InvocationId = context.InvocationId.ToString(),

            // The worker takes it apart without looking whether it is there.
            TraceContext = new RpcTraceContext { TraceParent = activity?.Id ?? string.Empty, TraceState = activity?.TraceStateString ?? string.Empty },
        };
        request.InputData.Add(new ParameterBinding
        {
            Name = _function.Trigger.Name,
            Data = context.Http is { } http ? new TypedData { Http = http.Request } : RpcValues.ToData(trigger),
        });
        for (var index = 0; index < _bound.Length; index++)
        {
            if (_bound[index].Direction == BindingDirection.In)
            {
                request.InputData.Add(new ParameterBinding { Name = _bound[index].Name, Data = RpcValues.ToData(bound[index]) });
            }
        }

        if (context.Retry is { } retry)
        {
            request.RetryContext = new RetryContext
            {
                RetryCount = retry.RetryCount,
                MaxRetryCount = retry.MaxRetryCount,
                Exception = new RpcException { Message = retry.Exception?.Message ?? string.Empty },
            };
        }

        TriggerMetadata.Add(request.TriggerMetadata, _function.Kind, context);
        return request;
    }

    private async Task SendOutputsAsync(InvocationResponse response, object?[] bound, CancellationToken cancellationToken)
    {
        for (var index = 0; index < _bound.Length; index++)
        {
            if (bound[index] is IAsyncCollector<BinaryData> messages && Output(response, _bound[index].Name) is { } data)
            {
                foreach (var message in QueueMessages.Of(data))
                {
                    await messages.AddAsync(message, cancellationToken);
                }
            }
        }
    }

    private static TypedData? Output(InvocationResponse response, string name) => name == BoundBindings.Return
        ? response.ReturnValue
        : response.OutputData.FirstOrDefault(output => output.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Data;
}
