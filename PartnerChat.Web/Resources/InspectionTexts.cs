namespace PartnerChat.Web.Resources;

/// <summary>An admin's look into a conversation. Names the resource files.</summary>
public sealed class InspectionTexts;
