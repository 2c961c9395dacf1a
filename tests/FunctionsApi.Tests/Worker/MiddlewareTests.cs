using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.FunctionsApi.Tests.Worker;

public sealed class MiddlewareTests
{
    private readonly Builder _builder = new();

    [Fact]
    public async Task Middleware_OfFunctionsAndTypes_RunsInTheOrderRegistered()
    {
        _builder.UseMiddleware(Say("first"));
        _builder.UseMiddleware<Typed>();
        _builder.UseMiddleware(Say("last"));

        var calls = await _builder.RunAsync();

        Assert.Equal(["first", "typed", "last", "function"], calls);
    }

    [Fact]
    public async Task UseWhen_PredicateSaysNo_SkipsOnlyThatMiddleware()
    {
        _builder.UseWhen<Typed>(_ => false);
        _builder.UseWhen(_ => false, Say("never"));
        _builder.UseWhen(context => context.InvocationId == "invocation-1", Say("chosen"));

        var calls = await _builder.RunAsync();

        Assert.Equal(["chosen", "function"], calls);
    }

    [Fact]
    public async Task UseMiddleware_OfAType_IsOneInstanceForAllInvocations()
    {
        _builder.UseMiddleware<Typed>();

        await using var services = _builder.Services.BuildServiceProvider();

        Assert.Same(services.GetRequiredService<Typed>(), services.GetRequiredService<Typed>());
    }

    private static Func<FunctionContext, Func<Task>, Task> Say(string word) => (context, next) =>
    {
        Calls(context).Add(word);
        return next();
    };

    private static List<string> Calls(FunctionContext context) => (List<string>)context.Items[nameof(Calls)];

    private sealed class Typed : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => Say("typed")(context, () => next(context));
    }

    private sealed class Builder : IFunctionsWorkerApplicationBuilder
    {
        private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

        public IServiceCollection Services { get; } = new ServiceCollection();

        public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
        {
            _middleware.Add(middleware);
            return this;
        }

        public async Task<List<string>> RunAsync()
        {
            await using var services = Services.BuildServiceProvider();
            Invocation invocation = new(services) { Items = { [nameof(Calls)] = new List<string>() } };
            var pipeline = _middleware.AsEnumerable().Reverse()
                .Aggregate((FunctionExecutionDelegate)Function, (next, middleware) => middleware(next));
            await pipeline(invocation);
            return Calls(invocation);
        }

        private static Task Function(FunctionContext context)
        {
            Calls(context).Add("function");
            return Task.CompletedTask;
        }
    }
}
