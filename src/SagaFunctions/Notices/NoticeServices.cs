using DurableSagas.Projections.Notices;
using DurableSagas.SagaFunctions.Notices.Dead;
using DurableSagas.SagaFunctions.Notices.Sending;
using DurableSagas.SagaFunctions.Outgoing;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Notices;

internal static class NoticeServices
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<NoticeSettings, NoticeSettingsValidator>().BindConfiguration(NoticeSettings.Section);
        return services
            .AddOutgoingClient(Webhooks.HttpClientName)
            .AddTable(DeadNoticeTable.Table)
            .AddSingleton(new RequiredQueue(NoticeQueue.Queue))
            .AddSingleton<NoticeQueue>()
            .AddSingleton<INoticeQueue>(provider => provider.GetRequiredService<NoticeQueue>())
            .AddSingleton<WebhookHandshake>()
            .AddSingleton<Webhooks>()
            .AddSingleton<NoticeDelivery>()
            .AddSingleton<DeadNoticeTable>()
            .AddSingleton<NoticeSender>();
    }
}
