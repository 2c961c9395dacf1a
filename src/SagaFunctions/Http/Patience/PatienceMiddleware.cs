using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace DurableSagas.SagaFunctions.Http.Patience;

/// <summary>Ends what an HTTP function asks of storage and task hub when its caller has waited long enough.</summary>
internal sealed class PatienceMiddleware(TimeProvider time) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!context.IsHttp() || await context.GetHttpRequestDataAsync() is not { } request)
        {
            await next(context);
            return;
        }

        var patience = new CallerPatience(WaitPreference.Find(request), time, context.CancellationToken);
        context.Items[typeof(CallerPatience)] = patience;
        using var enough = new CancellationTokenSource(patience.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, context.CancellationToken);
        await next(new PatientContext(context, either.Token));
    }
}
