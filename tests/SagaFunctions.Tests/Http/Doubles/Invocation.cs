using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Tests.Http.Doubles;

/// <summary>An invocation of an HTTP function, without a host.</summary>
internal sealed class Invocation : FunctionContext
{
    public override string InvocationId => "invocation-1";

    public override string FunctionId => "function-1";

    public override TraceContext TraceContext => throw new NotSupportedException();

    public override BindingContext BindingContext => throw new NotSupportedException();

    public override RetryContext RetryContext => throw new NotSupportedException();

    public override IServiceProvider InstanceServices { get; set; } = null!;

    public override FunctionDefinition FunctionDefinition { get; } = new Definition();

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new FeatureSet();

    public override CancellationToken CancellationToken => Host;

    /// <summary>What the host gives the invocation.</summary>
    public CancellationToken Host { get; init; }

    /// <summary>Of whom the function is asked.</summary>
    public Invocation With(HttpRequestData request)
    {
        Features.Set<IHttpRequestDataFeature>(new RequestFeature(request));
        return this;
    }

    private sealed class RequestFeature(HttpRequestData request) : IHttpRequestDataFeature
    {
        public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => ValueTask.FromResult<HttpRequestData?>(request);
    }

    private sealed class FeatureSet : Dictionary<Type, object>, IInvocationFeatures
    {
        public T? Get<T>() => TryGetValue(typeof(T), out var feature) ? (T)feature : default;

        public void Set<T>(T instance) => this[typeof(T)] = instance!;

        IEnumerator<KeyValuePair<Type, object>> IEnumerable<KeyValuePair<Type, object>>.GetEnumerator() => GetEnumerator();
    }

    private sealed class Definition : FunctionDefinition
    {
        public override string PathToAssembly => string.Empty;

        public override string EntryPoint => "Tests.Run";

        public override string Id => "function-1";

        public override string Name => "Test";

        public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = ImmutableDictionary<string, BindingMetadata>.Empty.Add("request", new HttpTrigger());

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

        public override System.Collections.Immutable.ImmutableArray<FunctionParameter> Parameters => [];
    }

    private sealed class HttpTrigger : BindingMetadata
    {
        public override string Name => "request";

        public override string Type => "httpTrigger";

        public override BindingDirection Direction => BindingDirection.In;
    }
}
