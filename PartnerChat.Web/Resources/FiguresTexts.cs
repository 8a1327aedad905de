namespace PartnerChat.Web.Resources;

/// <summary>The words of the admin's lists and figures.</summary>
public sealed class FiguresTexts;
