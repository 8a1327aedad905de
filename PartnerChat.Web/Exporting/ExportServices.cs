namespace PartnerChat.Web.Exporting;

internal static class ExportServices
{
    /// <summary>Registers what writes exports; what they are read from is Messaging's.</summary>
    public static void AddExports(this IServiceCollection services)
    {
        services.AddSingleton<ExportLooks>();
        services.AddSingleton<IExportWriter, HtmlExport>();
        services.AddSingleton<IExportWriter, JsonExport>();
        services.AddSingleton<ExportFiles>();
    }
}
