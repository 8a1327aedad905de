namespace PartnerChat.Web.Components.Invite;

/// <summary>The address under which an invitation is opened.</summary>
internal sealed class InviteLinks(IConfiguration configuration)
{
    private readonly string? _publicUrl = configuration["PublicUrl"]?.TrimEnd('/') is { Length: > 0 } url ? url : null;

    public string For(HttpRequest request, string code) => $"{_publicUrl ?? $"{request.Scheme}://{request.Host}"}/invite/{code}";
}
