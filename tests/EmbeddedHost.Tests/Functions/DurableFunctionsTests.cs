using System.Text.Json;
using Azure.Core.Serialization;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.EmbeddedHost.Tests.Functions;

public sealed class DurableFunctionsTests
{
    [Theory]
    [InlineData("Add", """{"Left":2,"Right":3}""", "5")]
    [InlineData("Echo", "\"x\"", "\"x in order-7\"")]
    [InlineData("Echo", null, "\" in order-7\"")]
    [InlineData("FromContext", null, "\"FromContext order-7\"")]
    [InlineData("Silent", null, null)]
    public async Task RunActivity_Binding_GivesInputInstanceIdAndContext(string name, string? input, string? expected)
    {
        await using var host = await TestHost.OfAsync<Activities>();
        var functions = host.Services.GetRequiredService<IDurableFunctions>();

        var result = await functions.RunActivityAsync(new ActivityInvocation(name, "order-7", 0, input), CancellationToken.None);

        Assert.Equal(expected, result);
    }

    [Fact]
    public async Task RunActivity_ResultDeclaredAsBase_IsSerialisedByItsRuntimeType()
    {
        await using var host = await TestHost.OfAsync(typeof(Activities), builder => builder.Services.Configure<WorkerOptions>(
            options => options.Serializer = new JsonObjectSerializer(new JsonSerializerOptions(JsonSerializerDefaults.Web))));
        var functions = host.Services.GetRequiredService<IDurableFunctions>();

        var result = await functions.RunActivityAsync(new ActivityInvocation("shape", "order-7", 0, null), CancellationToken.None);

        Assert.Equal("""{"radius":2}""", result);
    }

    [Fact]
    public async Task RunActivity_Fails_TheCallerGetsTheExceptionItself()
    {
        await using var host = await TestHost.OfAsync<Activities>();
        var functions = host.Services.GetRequiredService<IDurableFunctions>();

        var exception = await Assert.ThrowsAsync<FormatException>(
            () => functions.RunActivityAsync(new ActivityInvocation("Fails", "order-7", 0, null), CancellationToken.None));

        Assert.Equal("broken", exception.Message);
    }

    [Fact]
    public async Task RunActivity_UnknownName_SaysWhatThereIs()
    {
        await using var host = await TestHost.OfAsync<Activities>();
        var functions = host.Services.GetRequiredService<IDurableFunctions>();

        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => functions.RunActivityAsync(new ActivityInvocation("Nobody", "order-7", 0, null), CancellationToken.None));

        Assert.StartsWith(
            "The function 'Nobody' doesn't exist, is disabled, or is not an activity function. Known: Add, Echo,",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunOrchestrator_WithMiddleware_StaysOnTheCallersThread()
    {
        await using var host = await TestHost.OfAsync(typeof(Activities), builder => builder.UseMiddleware(async (_, next) => await next()));
        var functions = host.Services.GetRequiredService<IDurableFunctions>();
        var context = new StubContext("order-7", new Activities.Numbers(4, 5));

        var run = functions.RunOrchestratorAsync("ORCHESTRATE", context);
        var ranInline = context.Threads is [var before] && before == Environment.CurrentManagedThreadId;
        context.Event.SetResult("go");

        Assert.True(ranInline);
        Assert.True(run.IsCompletedSuccessfully);
        Assert.Equal("9 go", await run);
        Assert.Equal([context.Threads[0], context.Threads[0]], context.Threads);
    }

    [Fact]
    public async Task HasFunctions_ByKind_IgnoresCaseAndDisabledOnes()
    {
        await using var host = await TestHost.OfAsync<Activities>("--AzureWebJobs.Echo.Disabled=true");
        var functions = host.Services.GetRequiredService<IDurableFunctions>();

        Assert.True(functions.HasActivity("add"));
        Assert.False(functions.HasActivity("Echo"));
        Assert.False(functions.HasActivity("Orchestrate"));
        Assert.True(functions.HasOrchestrator("orchestrate"));
        Assert.Equal(["Orchestrate"], functions.Orchestrators);
        Assert.Contains("Echo: activityTrigger (disabled)", host.Output.ToString(), StringComparison.Ordinal);
    }

    public sealed class Activities
    {
        public sealed record Numbers(int Left, int Right);

        public abstract record Shape;

        public sealed record Circle(int Radius) : Shape;

        [Function("Orchestrate")]
        public static async Task<string> OrchestrateAsync([OrchestrationTrigger] TaskOrchestrationContext context, Numbers numbers)
        {
            var stub = (StubContext)context;
            stub.Threads.Add(Environment.CurrentManagedThreadId);
            var name = await context.WaitForExternalEvent<string>("name");
            stub.Threads.Add(Environment.CurrentManagedThreadId);
            return $"{numbers.Left + numbers.Right} {name}";
        }

        [Function("Add")]
        public static int Add([ActivityTrigger] Numbers numbers) => numbers.Left + numbers.Right;

        [Function("Echo")]
        public static Task<string> EchoAsync([ActivityTrigger] string? text, string instanceId) => Task.FromResult($"{text} in {instanceId}");

        [Function("FromContext")]
        public static string FromContext([ActivityTrigger] FunctionContext context) =>
            $"{context.FunctionDefinition.Name} {context.BindingContext.BindingData["instanceId"]}";

        [Function("Silent")]
        public static Task SilentAsync([ActivityTrigger] object? nothing) => nothing is null ? Task.CompletedTask : Task.FromResult(1);

        [Function("Shape")]
        public static Shape OfShape([ActivityTrigger] object? nothing) => new Circle(nothing is null ? 2 : 0);

        [Function("Fails")]
        public static string Fails([ActivityTrigger] object? nothing) => throw new FormatException(nothing is null ? "broken" : "");
    }
}
