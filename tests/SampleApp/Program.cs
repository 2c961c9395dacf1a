using System.Text.Json;
using Azure.Core.Serialization;
using Azure.Data.Tables;
using DurableSagas.SampleApp.State;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

// A worker that ends before it has greeted its host, or stays silent.
if (builder.Configuration["SAMPLE_FAULT"] is { Length: > 0 } fault)
{
    return await StartFault.RunAsync(fault);
}

builder.Services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(new JsonSerializerOptions(JsonSerializerDefaults.Web)));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new TableServiceClient(builder.Configuration["AzureWebJobsStorage"]));
builder.Services.AddSingleton<SampleName>().AddSingleton<Journal>().AddSingleton<Flags>();

await builder.Build().RunAsync();
return 0;
